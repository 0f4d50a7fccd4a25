using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Limits;

/// <summary>What is measured of rate limits.</summary>
public static class LimitMetrics
{
    private static readonly Counter<long> Refusals = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.ratelimit.refusals", "{request}", "Requests refused as too many, by door and limit.");

    /// <summary>A request was refused.</summary>
    /// <param name="door">The door's name.</param>
    /// <param name="limit">The limit's name.</param>
    public static void Refused(string door, string limit) => Refusals.Add(1, new TagList { { "door", door }, { "limit", limit } });
}
