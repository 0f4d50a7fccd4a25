namespace Switchboard.Limits;

/// <summary>
/// At most so many requests in any stretch of time as long as the window, exactly: the instants of the last ones are kept in a
/// ring, and the oldest must have left the window before the next is let in.
/// </summary>
public sealed class SlidingWindow
{
    private readonly TimeSpan[] _ring;
    private int _oldest;
    private int _count;

    /// <summary>An empty window.</summary>
    /// <param name="limit">Places in it.</param>
    /// <param name="length">Its length.</param>
    public SlidingWindow(int limit, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        _ring = new TimeSpan[limit];
        Length = length;
    }

    /// <summary>Places in the window.</summary>
    public int Limit => _ring.Length;

    /// <summary>Its length.</summary>
    public TimeSpan Length { get; }

    /// <summary>Takes a place if there is one.</summary>
    /// <param name="now">Time on a clock that does not go back.</param>
    public RateDecision Take(TimeSpan now)
    {
        for (; _count > 0 && now - _ring[_oldest] >= Length; _count--)
            _oldest = (_oldest + 1) % Limit;
        if (_count == Limit)
            return new RateDecision(Allowed: false, Remaining: 0, RetryAfter: _ring[_oldest] + Length - now);
        _ring[(_oldest + _count++) % Limit] = now;
        return new RateDecision(Allowed: true, Limit - _count, RetryAfter: TimeSpan.Zero);
    }

    /// <summary>Frees the place taken last.</summary>
    public void GiveBack() => _count = Math.Max(0, _count - 1);
}
