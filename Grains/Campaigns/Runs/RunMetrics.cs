using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Campaigns;

/// <summary>What is measured of runs.</summary>
internal static class RunMetrics
{
    private static readonly Counter<long> Decisions = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.campaign.targets", "{decision}", "Decisions about targets of campaigns, by decision and reason.");

    private static readonly Counter<long> Steps = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.campaign.runs", "{transition}", "Runs that began, paused, went on or ended, by status and by why they paused.");

    /// <summary>A write of a run is durable.</summary>
    public static void Committed(RunBatch batch)
    {
        if (batch.ChangesStatus)
        {
            var view = batch.State!.View;
            Steps.Add(1, new TagList { { "status", view.Status.ToString().ToLowerInvariant() }, { "reason", view.PauseReason?.ToName() ?? "none" } });
        }

        if (!Decisions.Enabled) return;
        foreach (var decision in batch.Decisions)
            Decisions.Add(1, new TagList { { "decision", decision.Decision }, { "reason", decision.Reason } });
    }
}
