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

    /// <summary>Starts work that belongs to no activation.</summary>
    public Task StartInBackground(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Background).Unwrap();
}

/// <summary>Runs turns on the thread pool.</summary>
internal sealed class ThreadPoolDispatcher : TurnDispatcher
{
    public override TaskScheduler Background => TaskScheduler.Default;

    public override void Schedule(Activation activation) => ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: true);
}
