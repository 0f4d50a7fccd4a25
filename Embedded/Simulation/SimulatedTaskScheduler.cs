namespace Switchboard.Embedded.Simulation;

/// <summary>The task scheduler of a process for what belongs to no activation. Like the thread pool it promises no order.</summary>
internal sealed class SimulatedTaskScheduler(SimulationScheduler simulation, SimulatedProcess process) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a task that was queued here.</summary>
    public void Run(Task task) => TryExecuteTask(task);

    /// <summary>Runs something in place, with this as the current scheduler, and lets its exceptions through.</summary>
    public void RunNow(Action action)
    {
        var task = new Task(action, TaskCreationOptions.DenyChildAttach);
        task.RunSynchronously(this);
        task.GetAwaiter().GetResult();
    }

    protected override void QueueTask(Task task) => simulation.Enqueue(new Runnable(process, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && !process.IsKilled && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
