namespace Switchboard.Embedded.Simulation;

/// <summary>
/// Runs whole processes in one thread under a virtual clock. What could run at the same time is queued here and run one turn
/// at a time in an order that the seed decides; when nothing can run, time jumps to the next timer. The same seed gives the same run.
/// </summary>
/// <remarks>
/// Code under simulation must wait with <c>await</c> only, take the time from the injected <see cref="TimeProvider"/> and stay
/// on its scheduler: no <c>Task.Run</c>, no <c>ConfigureAwait(false)</c> on something that is not complete, no real I/O that
/// completes on another thread. What breaks this is reported as an error, not run.
/// </remarks>
public sealed partial class SimulationScheduler : IDisposable
{
    private readonly List<Runnable> runnables = [];
    private readonly List<SimulatedProcess> processes = [];
    private readonly Random choice;
    private readonly PumpThread pump;
    private readonly DateTimeOffset start;
    private TaskCompletionSource? idle;
    private volatile string? violation;

    /// <summary>Creates a simulation.</summary>
    /// <param name="seed">Decides every choice.</param>
    /// <param name="start">The virtual time at the beginning; 2026-01-01 00:00 UTC by default.</param>
    public SimulationScheduler(int seed, DateTimeOffset? start = null)
    {
        Seed = seed;
        choice = new Random(seed);
        Random = new Random(~seed);
        this.start = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Now = this.start;
        pump = new PumpThread(this);
        Outside = CreateProcess("test");
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>For the choices of a test, such as which write to fail; drawn from the seed, but not from the scheduler's sequence.</summary>
    public Random Random { get; }

    /// <summary>The virtual time, UTC.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>How many turns have run.</summary>
    public long Steps { get; private set; }

    /// <summary>Tells two runs apart: a hash over which activation ran when, in order.</summary>
    public ulong TraceHash { get; private set; } = 14695981039346656037ul;

    /// <summary>Called after every turn, between turns: the place to check invariants. What it throws ends the run.</summary>
    public Action? AfterStep { get; set; }

    /// <summary>The virtual clock for code that belongs to no simulated process.</summary>
    public TimeProvider TimeProvider => Outside.TimeProvider;

    /// <summary>Where scenarios run: outside of every simulated process, and never killed.</summary>
    internal SimulatedProcess Outside { get; }

    /// <summary>Whose turn it is, or was last: for messages, and for tests that strike at a certain place.</summary>
    public string Current { get; private set; } = "nothing";

    /// <summary>Adds a process that can be killed.</summary>
    /// <param name="name">For messages.</param>
    public SimulatedProcess CreateProcess(string name)
    {
        var process = new SimulatedProcess(this, name, processes.Count);
        processes.Add(process);
        return process;
    }

    /// <summary>Runs a scenario to its end, moving time as far as it needs.</summary>
    /// <param name="scenario">The scenario; its awaits stay on this scheduler.</param>
    /// <param name="timeLimit">The most virtual time it may take; 30 days by default.</param>
    /// <exception cref="SimulationStalledException">The scenario waits for something that can never happen, or not within the limit.</exception>
    public void Run(Func<Task> scenario, TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        pump.Run(() =>
        {
            var until = Now + (timeLimit ?? TimeSpan.FromDays(30));
            var task = Outside.StartTask(scenario);
            while (!task.IsCompleted)
            {
                if (!StepCore(until))
                    throw Stalled(until);
            }

            task.GetAwaiter().GetResult();
        });
    }

    /// <inheritdoc cref="Run(Func{Task}, TimeSpan?)"/>
    /// <returns>The scenario's result.</returns>
    public T Run<T>(Func<Task<T>> scenario, TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        T result = default!;
        Run(async () => { result = await scenario(); }, timeLimit);
        return result;
    }

    /// <summary>Runs one turn, moving time if nothing can run now. For use outside of scenarios.</summary>
    /// <returns>False when nothing can run and no timer is set.</returns>
    public bool Step()
    {
        var ran = false;
        pump.Run(() => ran = StepCore(DateTimeOffset.MaxValue));
        return ran;
    }

    /// <summary>Runs all that can run without moving time. For use outside of scenarios; inside, await <see cref="WhenIdle"/>.</summary>
    public void RunUntilIdle() => AdvanceTo(Now);

    /// <summary>Runs all that can run within a span of virtual time, and moves time to its end. For use outside of scenarios; inside, await <see cref="Delay"/>.</summary>
    public void AdvanceBy(TimeSpan span) => AdvanceTo(Now + span);

    /// <inheritdoc cref="AdvanceBy"/>
    public void AdvanceTo(DateTimeOffset time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Now);
        pump.Run(() =>
        {
            while (StepCore(time))
            {
            }

            Now = time;
        });
    }

    /// <summary>Completes after a span of virtual time.</summary>
    public Task Delay(TimeSpan span) => Task.Delay(span, TimeProvider);

    /// <summary>Completes when nothing else can run without moving time.</summary>
    public Task WhenIdle()
    {
        idle ??= new TaskCompletionSource();
        return idle.Task;
    }

    /// <inheritdoc/>
    public override string ToString() => $"seed {Seed}, step {Steps}, {Now:O}";

    /// <summary>Ends the simulation's thread.</summary>
    public void Dispose() => pump.Dispose();

    /// <summary>Queues something to run.</summary>
    internal void Enqueue(Runnable runnable)
    {
        if (!pump.MayTouch)
        {
            violation ??= $"{runnable} was queued by another thread while {Current} ran. Something has left the simulation: Task.Run, "
                + "ConfigureAwait(false) on something incomplete, Task.WhenAll over a source with RunContinuationsAsynchronously, a real timer, or real I/O.";
            return;
        }

        if (!runnable.Process.IsKilled)
            runnables.Add(runnable);
    }

    /// <summary>Does something outside of every process, in a turn of its own.</summary>
    internal void RunOutside(Action action) => _ = Outside.StartTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    internal void RemoveAll(SimulatedProcess process)
    {
        runnables.RemoveAll(r => r.Process == process);
        timers.RemoveWhere(t => t.Process == process);
    }

    // Runs one turn; false when there is none until the given time.
    private bool StepCore(DateTimeOffset until)
    {
        while (true)
        {
            if (violation is not null)
                throw new InvalidOperationException($"{violation} ({this})");
            if (runnables.Count == 0 && !ReleaseIdle() && !AdvanceToNextTimer(until))
                return false;
            if (runnables.Count > 0 && RunOne())
                return true;
        }
    }

    private bool ReleaseIdle()
    {
        if (idle is null)
            return false;
        var released = idle;
        idle = null;
        RunOutside(released.SetResult);
        return true;
    }

    // False when what was chosen had nothing to do after all, which does not count as a step.
    private bool RunOne()
    {
        var index = choice.Next(runnables.Count);
        var chosen = runnables[index];
        runnables[index] = runnables[^1];
        runnables.RemoveAt(runnables.Count - 1);

        Current = chosen.Name;
        if (!chosen.Run())
            return false;

        Steps++;
        Trace((ulong)chosen.TraceId);
        Trace((ulong)(Now - start).Ticks);
        AfterStep?.Invoke();
        return true;
    }

    private void Trace(ulong value) => TraceHash = (TraceHash ^ value) * 1099511628211ul;

    private Exception Stalled(DateTimeOffset until)
    {
        // What left the simulation may be about to come back from another thread, which then is the better explanation.
        if (SpinWait.SpinUntil(() => violation is not null, TimeSpan.FromSeconds(1)))
            return new InvalidOperationException($"{violation} ({this})");
        var why = timers.Count == 0 && runnables.Count == 0
            ? "nothing can run and no timer is set, but the scenario has not ended"
            : $"the scenario has not ended by {until:O}";
        var waiting = processes.Where(p => !p.IsKilled).SelectMany(p => p.DescribeWaiting().Select(w => $"{p.Name}: {w}")).DefaultIfEmpty("no grain has a request");
        return new SimulationStalledException($"The simulation has stalled: {why} ({this}). What waits:\n  {string.Join("\n  ", waiting)}");
    }
}
