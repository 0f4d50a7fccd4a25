namespace Switchboard.Tests.Silo;

/// <summary>The real clock, moved on by as much as a test wants; timers stay real.</summary>
internal sealed class Clock : TimeProvider
{
    private long _shiftTicks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shiftTicks));
}
