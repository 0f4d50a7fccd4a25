using Orleans;

namespace Switchboard.Embedded;

/// <content>What the host asks of an activation from outside: is it idle, is a request overdue, what does it do.</content>
internal sealed partial class Activation
{
    private TaskCompletionSource? idle;

    /// <summary>Tells when the grain was active last: that is now while a request runs or waits, or the grain wants to be kept.</summary>
    public long ActiveUntil(long now)
    {
        lock (gate)
            return IsBusy || state != ActivationState.Valid || keepAliveUntil > now ? now : lastActive;
    }

    /// <summary>Ends the activation unless it has become active again.</summary>
    /// <param name="idleSince">A timestamp: ended is what has been idle since then.</param>
    /// <param name="now">A timestamp.</param>
    public void CollectIfIdle(long idleSince, long now)
    {
        lock (gate)
        {
            if (ActiveUntil(now) > idleSince)
                return;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The grain has been idle."));
        }
    }

    /// <summary>Completes when no request runs or waits.</summary>
    public Task WhenIdle()
    {
        lock (gate)
        {
            if (!IsBusy)
                return Task.CompletedTask;
            idle ??= new TaskCompletionSource();
            return idle.Task;
        }
    }

    /// <summary>Adds the requests whose callers have waited long enough; gives the earliest deadline of the others.</summary>
    public long FindOverdue(long now, List<GrainRequest> overdue)
    {
        lock (gate)
        {
            if (!IsBusy)
                return long.MaxValue;
            var earliest = long.MaxValue;
            foreach (var request in running.Concat(waiting).Where(r => !r.IsAnswered))
            {
                if (request.Deadline <= now)
                    overdue.Add(request);
                else
                    earliest = Math.Min(earliest, request.Deadline);
            }

            return earliest;
        }
    }

    /// <summary>Describes what runs and waits, for somebody who wonders why nothing happens.</summary>
    public string? Describe()
    {
        lock (gate)
        {
            return IsBusy ? $"{GrainId} ({state}): running [{Names(running)}], waiting [{Names(waiting)}]" : null;
        }

        static string Names(IEnumerable<GrainRequest> requests) => string.Join(", ", requests.Select(r => r.Method.Name));
    }

    /// <summary>Takes every request of an activation that will never run again.</summary>
    public List<GrainRequest> Abandon()
    {
        lock (gate)
        {
            state = ActivationState.Ended;
            List<GrainRequest> all = [.. running, .. waiting];
            running.Clear();
            waiting.Clear();
            work.Clear();
            return all;
        }
    }
}
