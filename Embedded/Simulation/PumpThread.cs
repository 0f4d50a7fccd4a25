using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Switchboard.Embedded.Simulation;

/// <summary>
/// The one thread of a simulation. Whoever asks for something to be run waits for it and watches: code that blocks the
/// thread would wait for ever, as nothing else could run that it waits for.
/// </summary>
internal sealed class PumpThread(SimulationScheduler simulation) : IDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);
    private const int BlockedWatchesMax = 30;

    private readonly SemaphoreSlim requested = new(0);
    private readonly SemaphoreSlim finished = new(0);
    private Thread? thread;
    private Action? action;
    private ExceptionDispatchInfo? failure;
    private volatile bool isRunning;

    /// <summary>Whether the current thread may touch the simulation: it is the simulation's own, or that one is idle.</summary>
    public bool MayTouch => !isRunning || Thread.CurrentThread == thread;

    /// <summary>Runs something on the thread and waits for its end.</summary>
    /// <exception cref="SimulationStalledException">It blocks the thread.</exception>
    public void Run(Action work)
    {
        if (isRunning)
            throw new InvalidOperationException("The simulation is running already: within a scenario, await WhenIdle() or Delay() to let others run.");
        if (thread is null)
        {
            thread = new Thread(Loop) { IsBackground = true, Name = "simulation" };
            thread.Start();
        }

        action = work;
        isRunning = true;
        requested.Release();
        Watch(thread);
        isRunning = false;
        failure?.Throw();
    }

    public void Dispose()
    {
        if (isRunning)
            return;
        action = null;
        requested.Release();
        thread?.Join();
        requested.Dispose();
        finished.Dispose();
    }

    private void Watch(Thread pump)
    {
        var blocked = 0;
        var lastStep = -1L;
        while (!finished.Wait(WatchInterval))
        {
            var isBlocked = pump.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin) && simulation.Steps == lastStep && !Debugger.IsAttached;
            blocked = isBlocked ? blocked + 1 : 0;
            lastStep = simulation.Steps;
            if (blocked >= BlockedWatchesMax)
                throw new SimulationStalledException($"The simulation has stalled: {simulation.Current} blocks its only thread ({simulation}). Something waits synchronously (.Result, Wait(), a semaphore), and nothing else can run meanwhile. Use await.");
        }
    }

    private void Loop()
    {
        while (true)
        {
            requested.Wait();
            if (action is not { } work)
                return;
            failure = null;
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            finished.Release();
        }
    }
}
