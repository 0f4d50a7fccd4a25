namespace Switchboard.Embedded.Simulation;

/// <summary>
/// A process of a simulation: what it runs and which timers it has set end when it is killed, as if the machine had lost power.
/// </summary>
public sealed class SimulatedProcess
{
    private readonly List<TaskCompletionSource> callers = [];

    internal SimulatedProcess(SimulationScheduler simulation, string name, int number)
    {
        Simulation = simulation;
        Name = name;
        Number = number;
        Scheduler = new SimulatedTaskScheduler(simulation, this);
        TimeProvider = new SimulatedTimeProvider(simulation, this);
        Dispatcher = new SimulatedDispatcher(simulation, this);
    }

    /// <summary>The name it was given.</summary>
    public string Name { get; }

    /// <summary>Whether it was killed.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>The virtual clock as this process sees it: its timers do not fire any more once it is killed.</summary>
    public TimeProvider TimeProvider { get; }

    internal SimulationScheduler Simulation { get; }

    internal int Number { get; }

    internal SimulatedTaskScheduler Scheduler { get; }

    internal SimulatedDispatcher Dispatcher { get; }

    /// <summary>Tells what waits in the process, for the message of a stalled simulation.</summary>
    internal Func<IEnumerable<string>> DescribeWaiting { get; set; } = () => [];

    /// <summary>Runs something in the process.</summary>
    /// <returns>Completes with it, or fails with a <see cref="ProcessKilledException"/>.</returns>
    public async Task Run(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (IsKilled)
            throw new ProcessKilledException(Name);
        var killed = new TaskCompletionSource();
        callers.Add(killed);
        try
        {
            await await Task.WhenAny(StartTask(work), killed.Task);
        }
        finally
        {
            callers.Remove(killed);
        }
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public async Task<T> Run<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        T result = default!;
        await Run(async () => { result = await work(); });
        return result;
    }

    /// <summary>
    /// Ends the process at once: nothing that waits in it ever continues. A turn that kills its own process runs on to its
    /// next await, so what it does last should be to await something that never completes.
    /// </summary>
    public void Kill()
    {
        if (IsKilled)
            return;
        IsKilled = true;
        Simulation.RemoveAll(this);
        foreach (var caller in callers)
            Simulation.RunOutside(() => caller.TrySetException(new ProcessKilledException(Name)));
    }

    internal Task StartTask(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();
}
