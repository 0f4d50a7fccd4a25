namespace Switchboard.Embedded.Simulation;

/// <summary>The virtual clock.</summary>
internal sealed class SimulatedTimeProvider(SimulationScheduler simulation, SimulatedProcess process) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => simulation.Now;

    public override long GetTimestamp() => simulation.TimestampNow;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SimulatedTimer(simulation, process, callback, state, dueTime, period);
}
