using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Approvals;

/// <summary>What is measured of approvals.</summary>
internal static class ApprovalMetrics
{
    private static readonly Counter<long> Opened = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.approvals.opened", "{approval}", "Approvals that people were asked for.");

    private static readonly Counter<long> Decided = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.approvals.decided", "{approval}", "Approvals that are over, by status; policy: below the campaign's threshold.");

    private static readonly Histogram<double> Wait = EngineTelemetry.LongDuration(
        "switchboard.approvals.wait", "How long a call waited for a decision.");

    /// <summary>A change of an approval is durable.</summary>
    public static void Committed(ApprovalState? before, ApprovalView after)
    {
        if (before is null) Opened.Add(1);
        if (after.Status == ApprovalStatus.Pending || before is { View.Status: not ApprovalStatus.Pending }) return;
        Decided.Add(1, new KeyValuePair<string, object?>("status", after.Status.ToName()));
        if (after.DecidedAt is { } decidedAt) Wait.Record((decidedAt - after.CreatedAt).TotalSeconds);
    }

    /// <summary>A proposal was worth less than the threshold.</summary>
    public static void ApprovedByPolicy() => Decided.Add(1, new KeyValuePair<string, object?>("status", ApprovalMachine.Policy));
}
