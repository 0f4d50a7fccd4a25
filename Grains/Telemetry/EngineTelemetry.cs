using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Switchboard.Telemetry;

/// <summary>
/// What the engine measures and traces by. Labels are words of the engine's own, never ids of tenants, calls or endpoints, so the number of time series does not
/// grow with use. An instrument that nobody listens to costs a few nanoseconds.
/// </summary>
public static class EngineTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "Switchboard";

    /// <summary>The engine's meter; each feature makes its instruments from it.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>The engine's source of spans.</summary>
    public static readonly ActivitySource Source = new(Name);

    // From a commit on a fast disk to what somebody notices and what is a failure.
    private static readonly double[] ShortSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly double[] LongSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];

    private static readonly int[] Sizes = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000];

    /// <summary>A duration of the machine's own work: half a millisecond to ten seconds.</summary>
    internal static Histogram<double> ShortDuration(string name, string description) => Seconds(name, description, ShortSeconds);

    /// <summary>A duration that depends on the world: ten milliseconds to an hour.</summary>
    internal static Histogram<double> LongDuration(string name, string description) => Seconds(name, description, LongSeconds);

    /// <summary>How many there are in something that is written or sent together.</summary>
    internal static Histogram<int> Size(string name, string unit, string description) =>
        Meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = Sizes });

    private static Histogram<double> Seconds(string name, string description, double[] boundaries) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
