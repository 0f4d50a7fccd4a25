using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Deadlines;

/// <summary>What is measured of the scheduler.</summary>
internal static class DeadlineMetrics
{
    private static readonly Histogram<double> Lateness = EngineTelemetry.LongDuration(
        "switchboard.deadlines.lateness", "From a deadline to the call of its grain, by kind.");

    private static readonly Counter<long> FailedCalls = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.deadlines.failed", "{deadline}", "Deadlines whose grain failed; they are tried again.");

    /// <summary>A grain is called.</summary>
    public static void Called(string kind, TimeSpan late) => Lateness.Record(late.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>A grain failed.</summary>
    public static void Failed(string kind) => FailedCalls.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
