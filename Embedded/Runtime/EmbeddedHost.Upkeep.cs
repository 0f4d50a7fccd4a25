namespace Switchboard.Embedded;

/// <content>Deadlines of requests, and the collection of idle activations.</content>
public sealed partial class EmbeddedHost
{
    private readonly long responseTicks;
    private readonly WakeUp deadlines;
    private readonly WakeUp collection;

    // Looks at all requests only when the oldest one may be overdue, so that a request itself costs no timer.
    private TimeSpan? FailOverdueRequests()
    {
        var now = Clock.GetTimestamp();
        var earliest = long.MaxValue;
        List<GrainRequest> overdue = [];
        foreach (var activation in FindAll(a => a.IsBusy))
            earliest = Math.Min(earliest, activation.FindOverdue(now, overdue));
        foreach (var request in overdue)
            _ = Dispatcher.StartInBackground(() => FailOverdue(request));
        // Coarse enough that many slow requests do not make a look each.
        return earliest == long.MaxValue ? null : Later(earliest - now, Options.ResponseTimeout / 100);
    }

    // Each on its own, since a caller may go on at once.
    private Task FailOverdue(GrainRequest request)
    {
        request.Fail(new TimeoutException($"Response did not arrive on time in {Options.ResponseTimeout} for {request.Method.Name} of {request.Target}. Whether it ran is unknown."));
        return Task.CompletedTask;
    }

    private TimeSpan? CollectIdleActivations()
    {
        var now = Clock.GetTimestamp();
        var idleSince = now - Ticks(Options.CollectionAge);
        var oldest = long.MaxValue;
        foreach (var idle in FindAll(IsIdle))
            idle.CollectIfIdle(idleSince, now);
        return oldest == long.MaxValue ? null : Later(oldest - idleSince, Options.CollectionQuantum);

        bool IsIdle(Activation activation)
        {
            var activeUntil = activation.ActiveUntil(now);
            if (activeUntil <= idleSince)
                return true;
            oldest = Math.Min(oldest, activeUntil);
            return false;
        }
    }

    private TimeSpan Later(long ticks, TimeSpan atLeast)
    {
        var span = TimeSpan.FromSeconds((double)ticks / Clock.TimestampFrequency);
        return span > atLeast ? span : atLeast;
    }
}
