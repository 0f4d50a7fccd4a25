namespace Switchboard.Limits;

/// <summary>Lets something happen so many times a second: tokens flow in evenly, each use takes one, and a few are kept for a burst.</summary>
internal sealed class TokenBucket
{
    private readonly double _ratePerSecond;
    private readonly double _burst;
    private double _tokens;
    private DateTimeOffset _filledAt;

    /// <param name="ratePerSecond">Tokens a second of the real clock.</param>
    /// <param name="burst">Tokens that it holds at most, at least 1; also what it starts with.</param>
    /// <param name="now">The time.</param>
    public TokenBucket(double ratePerSecond, double burst, DateTimeOffset now)
    {
        _ratePerSecond = ratePerSecond;
        _burst = burst;
        _tokens = burst;
        _filledAt = now;
    }

    /// <summary>Takes a token if there is one.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        Fill(now);
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }

    /// <summary>How many could be taken at once.</summary>
    public int Available(DateTimeOffset now)
    {
        Fill(now);
        return (int)_tokens;
    }

    /// <summary>When there is a token again; now or earlier when there is one.</summary>
    public DateTimeOffset NextAt => _tokens >= 1 ? _filledAt : _filledAt + TimeSpan.FromSeconds((1 - _tokens) / _ratePerSecond);

    private void Fill(DateTimeOffset now)
    {
        if (now <= _filledAt)
            return; // the clock was set back: wait until it has caught up
        _tokens = Math.Min(_burst, _tokens + (now - _filledAt).TotalSeconds * _ratePerSecond);
        _filledAt = now;
    }
}
