using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Carriers;

/// <summary>What is measured of a carrier's lines. The node that holds the trunk shows them; the others show nothing, or 0.</summary>
internal static class TrunkMetrics
{
    private static readonly Gauge<int> Active = EngineTelemetry.Meter.CreateGauge<int>(
        "switchboard.carrier.lines.active", "{call}", "Calls that have a line of the carrier.");

    private static readonly Gauge<int> Waiting = EngineTelemetry.Meter.CreateGauge<int>(
        "switchboard.carrier.lines.waiting", "{call}", "Calls that wait for a line of the carrier.");

    /// <summary>How the lines stand now.</summary>
    public static void Note(string carrier, int active, int waiting)
    {
        if (!Active.Enabled) return;
        var tag = new KeyValuePair<string, object?>("carrier", carrier);
        Active.Record(active, tag);
        Waiting.Record(waiting, tag);
    }
}
