namespace Switchboard.Embedded.Simulation;

/// <summary>A timer in virtual time, which belongs to a process and dies with it.</summary>
internal sealed class SimulatedTimer : ITimer
{
    private readonly SimulationScheduler simulation;
    private readonly TimerCallback callback;
    private readonly object? state;
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private TimeSpan period;
    private bool isDisposed;

    public SimulatedTimer(SimulationScheduler simulation, SimulatedProcess process, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        this.simulation = simulation;
        this.callback = callback;
        this.state = state;
        Process = process;
        Change(dueTime, period);
    }

    public static IComparer<SimulatedTimer> ByDueTime { get; } =
        Comparer<SimulatedTimer>.Create((a, b) => (a.DueAt, a.Sequence).CompareTo((b.DueAt, b.Sequence)));

    public SimulatedProcess Process { get; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>Orders timers of one instant by when they were set.</summary>
    public long Sequence { get; set; }

    /// <summary>Whether its time has come but not its turn.</summary>
    public bool IsDue { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (isDisposed)
            return false;
        this.period = period;
        IsDue = false;
        simulation.Arm(this, dueTime);
        return true;
    }

    public void Dispose()
    {
        isDisposed = true;
        IsDue = false;
        simulation.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Calls back; false when it was changed or disposed of before its turn came.</summary>
    public bool Fire()
    {
        if (!IsDue)
            return false;
        IsDue = false;
        if (period > TimeSpan.Zero)
            simulation.Arm(this, period);
        Process.Scheduler.RunNow(() =>
        {
            if (context is null)
                callback(state);
            else
                ExecutionContext.Run(context, s => callback(s), state);
        });
        return true;
    }
}
