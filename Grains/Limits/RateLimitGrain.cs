using Orleans;

namespace Switchboard.Limits;

/// <summary>Keeps one window. A caller that comes with other measures, after a change of the configuration, begins a new one.</summary>
internal sealed class RateLimitGrain(TimeProvider time) : Grain, IRateLimitGrain
{
    private readonly long _start = time.GetTimestamp();
    private SlidingWindow? _window;

    /// <inheritdoc/>
    public Task<RateDecision> Take(int limit, TimeSpan window)
    {
        if (_window?.Limit != limit || _window.Length != window)
            _window = new SlidingWindow(limit, window);
        return Task.FromResult(_window.Take(time.GetElapsedTime(_start)));
    }

    /// <inheritdoc/>
    public Task GiveBack()
    {
        _window?.GiveBack();
        return Task.CompletedTask;
    }
}
