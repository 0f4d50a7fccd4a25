namespace Switchboard.Embedded;

/// <summary>The task scheduler that code of an activation sees as the current one, so that what follows an await is a turn of the same activation.</summary>
internal sealed class ActivationScheduler(Activation activation) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public Activation Activation { get; } = activation;

    /// <summary>Runs a task that was queued here.</summary>
    public void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => Activation.Enqueue(task);

    // A task that is queued already keeps its place; a fresh one may run inside the turn that starts it.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && RuntimeContext.Current == Activation && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
