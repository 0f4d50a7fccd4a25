using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Calls;

/// <summary>The tables of calls.</summary>
public static class CallTables
{
    /// <summary>
    /// One row a call: its grain's state as JSON and, beside it, the columns by which lists filter and sort. Newest first is
    /// by <c>ordinal</c>, the call's place among its tenant's calls, so that a page is found by arithmetic however deep it lies.
    /// </summary>
    public static readonly TableSchema Calls = new(
        "calls",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Int64("ordinal"), Column.Text("status"), Column.Text("agent_id"),
            Column.Text("to_e164"), Column.Text("contact_id").OrNull(), Column.Text("campaign_id").OrNull(),
            Column.Timestamp("created_at"),

            // Null before the answer and the end: for reports, which add them up without reading every state.
            Column.Text("answered_by").OrNull(), Column.Int64("duration_sec").OrNull(), Column.Int64("charged_minor").OrNull(), Column.Text("intent").OrNull(),
            Column.Text("sentiment").OrNull(),
            Column.Json("state"), .. DeadlineColumns.All,
        ],
        key: ["id"],
        versioned: true,
        ordinal: new OrdinalColumn("ordinal", "tenant_id"),
        indexes:
        [
            TableIndex.Unique("tenant_id", "ordinal"),
            TableIndex.On("tenant_id", "status", "ordinal"),

            // For lists with other filters than the status, see CallListQuery.
            TableIndex.On("tenant_id", "created_at", "ordinal", "status", "answered_by", "sentiment", "agent_id") with { Name = "ix_calls_filtered" },
            TableIndex.On("tenant_id", "campaign_id", "created_at", "ordinal", "status", "answered_by", "sentiment", "agent_id").WhereNotNull("campaign_id") with { Name = "ix_calls_of_campaign" },
            TableIndex.On("contact_id").WhereNotNull("contact_id"),
            TableIndex.On("tenant_id", "to_e164", "created_at"),
            DeadlineColumns.Index,
        ]);

    /// <summary>The names of the statuses of calls that have not ended.</summary>
    internal static readonly IReadOnlyList<string> OpenStatuses = [.. Enum.GetValues<CallStatus>().Where(status => !status.IsEnd()).Select(status => status.ToName())];

    /// <summary>The numbers of calls by status.</summary>
    public static readonly BlockCounts Counts = new(Calls, "status");

    /// <summary>What was said in a call, written once when it ends; apart from the state so that the state stays small.</summary>
    public static readonly TableSchema Conversations = new(
        "conversations",
        [Column.Text("call_id"), Column.Text("tenant_id"), Column.Json("conversation")],
        key: ["call_id"]);
}
