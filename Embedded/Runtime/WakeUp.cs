namespace Switchboard.Embedded;

/// <summary>
/// Calls something once, some time after it was first asked to, and may then be asked again. Asking while it is set costs
/// next to nothing, so callers on the hot path need not know whether it is.
/// </summary>
internal sealed class WakeUp : IDisposable
{
    private readonly ITimer timer;
    private int isSet;

    /// <param name="clock">The clock.</param>
    /// <param name="action">Called on the timer's thread; gives the time until it wants to be called again, if at all.</param>
    public WakeUp(TimeProvider clock, Func<TimeSpan?> action)
    {
        timer = clock.CreateTimer(
            _ =>
            {
                // Cleared first: who comes from now on may not be seen by the action any more.
                Volatile.Write(ref isSet, 0);
                Interlocked.MemoryBarrier();
                if (action() is { } next)
                    Ensure(next);
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sees to it that the action is called, at the latest after this time unless it is set already.</summary>
    public void Ensure(TimeSpan dueTime)
    {
        if (Volatile.Read(ref isSet) == 0 && Interlocked.Exchange(ref isSet, 1) == 0)
            timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();
}
