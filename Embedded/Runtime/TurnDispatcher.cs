using System.Diagnostics;

namespace Switchboard.Embedded;

/// <summary>
/// Decides where and when activations run their turns: on the thread pool, or one at a time on a simulation's scheduler.
/// </summary>
internal abstract class TurnDispatcher
{
    /// <summary>For work that belongs to no activation: reminders, streams, shutting down.</summary>
    public abstract TaskScheduler Background { get; }

    /// <summary>Lets an activation run, which had nothing to do so far.</summary>
    public abstract void Schedule(Activation activation);

    /// <summary>Brings a request to a grain that is not in memory, so that it comes into memory.</summary>
    public abstract void Place(GrainRequest request, Action<GrainRequest> deliver);

    /// <summary>Starts work that belongs to no activation.</summary>
    public Task StartInBackground(Func<Task> work)
    {
        // It goes on for others too: it must not stay in the trace of whoever made it begin.
        var caller = HostTelemetry.CallerSpan;
        if (caller is not null)
            Activity.Current = null;
        var started = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Background).Unwrap();
        if (caller is not null)
            Activity.Current = caller;
        return started;
    }
}

/// <summary>Runs turns on the thread pool.</summary>
internal sealed class ThreadPoolDispatcher : TurnDispatcher
{
    public override TaskScheduler Background => TaskScheduler.Default;

    public override void Place(GrainRequest request, Action<GrainRequest> deliver) => deliver(request);

    public override void Schedule(Activation activation) => ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: true);
}
