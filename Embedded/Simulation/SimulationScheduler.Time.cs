namespace Switchboard.Embedded.Simulation;

/// <content>Virtual time: the timers that are set, in their order.</content>
public sealed partial class SimulationScheduler
{
    private readonly SortedSet<SimulatedTimer> timers = new(SimulatedTimer.ByDueTime);
    private long timerSequence;

    internal long TimestampNow => (Now - start).Ticks;

    internal void Arm(SimulatedTimer timer, TimeSpan dueTime)
    {
        Disarm(timer);
        if (dueTime == Timeout.InfiniteTimeSpan || timer.Process.IsKilled)
            return;
        if (!pump.MayTouch)
        {
            violation ??= $"A timer of {timer.Process.Name} was set by another thread while {Current} ran. Something has left the simulation.";
            return;
        }

        timer.DueAt = Now + dueTime;
        timer.Sequence = ++timerSequence;
        timers.Add(timer);
    }

    internal void Disarm(SimulatedTimer timer)
    {
        if (pump.MayTouch)
            timers.Remove(timer);
    }

    // Moves time to the next timer, if that is due by a time, and makes all timers of that instant runnable: their order is a choice.
    private bool AdvanceToNextTimer(DateTimeOffset until)
    {
        if (timers.Min is not { } first || first.DueAt > until)
            return false;
        Now = first.DueAt;
        while (timers.Min is { } timer && timer.DueAt <= Now)
        {
            timers.Remove(timer);
            timer.IsDue = true;
            Enqueue(new Runnable(timer.Process, timer));
        }

        return true;
    }
}
