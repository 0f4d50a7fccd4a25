namespace Switchboard.Calls;

/// <summary>Converts between the carrier's seconds and the real clock; they differ only on a simulator that runs fast.</summary>
/// <param name="TimeScale">The carrier's seconds in a real second.</param>
public readonly record struct CarrierClock(double TimeScale)
{
    /// <summary>
    /// Even on a very fast simulator a wait is at least so long, or the time that a report needs on its way through a
    /// loaded machine would count as the carrier's silence.
    /// </summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>How long so many of the carrier's seconds take.</summary>
    public TimeSpan ToReal(double seconds) => TimeSpan.FromSeconds(seconds / TimeScale);

    /// <summary>The same as a time to wait for the carrier, never shorter than <see cref="ShortestWait"/>.</summary>
    public TimeSpan ToWait(double seconds)
    {
        var real = ToReal(seconds);
        return real < ShortestWait ? ShortestWait : real;
    }

    /// <summary>How many of the carrier's seconds a real time span is.</summary>
    public double ToSeconds(TimeSpan real) => real.TotalSeconds * TimeScale;
}
