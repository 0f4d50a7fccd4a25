using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>The table of runs.</summary>
public static class RunTables
{
    /// <summary>
    /// One row a run: what the world sees in columns, the rest of its grain's state as JSON. Its targets are rows of their own, written in the
    /// transactions of this row, so that its version is their fence too.
    /// </summary>
    public static readonly TableSchema Runs = new(
        "runs",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("campaign_id"), Column.Int64("number"), Column.Text("status"),
            Column.Text("pause_reason").OrNull(), Column.Json("pause_evidence").OrNull(), Column.Timestamp("started_at"),
            Column.Timestamp("ended_at").OrNull(), Column.Int64("targets"), Column.Int64("dialled"), Column.Int64("connected"),
            Column.Int64("skipped"), Column.Int64("attempts"), Column.Int64("in_flight"), Column.Json("state"), .. DeadlineColumns.All,
        ],
        key: ["id"],
        versioned: true,
        indexes: [TableIndex.Unique("campaign_id", "number"), TableIndex.On("tenant_id", "status"), DeadlineColumns.Index]);

    internal static RunView ReadView(RowReader row) => new(
        row.Text("id"), row.Text("campaign_id"), row.Text("tenant_id"), (int)row.Int64("number"), CampaignNames.ParseRunStatus(row.Text("status")),
        CampaignNames.ParsePauseReason(row.TextOrNull("pause_reason")), row.TextOrNull("pause_evidence"), row.Timestamp("started_at"),
        row.TimestampOrNull("ended_at"), row.Int64("targets"), row.Int64("dialled"), row.Int64("connected"), row.Int64("skipped"),
        row.Int64("attempts"), (int)row.Int64("in_flight"));
}
