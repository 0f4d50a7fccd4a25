using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>The table of approvals.</summary>
public static class ApprovalTables
{
    /// <summary>One row an approval. Their ids rise with time, so newest first is by id.</summary>
    public static readonly TableSchema Approvals = new(
        "approvals",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("call_id"), Column.Text("campaign_id").OrNull(),
            Column.Text("run_id").OrNull(), Column.Text("target_phone"), Column.Text("action"), Column.Int64("value_minor").OrNull(), Column.Text("currency"),
            Column.Text("rationale"), Column.Json("context"), Column.Text("status"), Column.Timestamp("created_at"),
            Column.Timestamp("expires_at"), Column.Timestamp("decided_at").OrNull(), Column.Text("decided_by").OrNull(),
            Column.Text("note").OrNull(), Column.Timestamp("tell_call_at").OrNull(), Column.Boolean("is_announced"),
            Column.Int64("notice_failures").OrNull(), Column.Timestamp("notice_due_at").OrNull(), Column.Text("reply_to").OrNull(), .. DeadlineColumns.All,
        ],
        key: ["id"],
        versioned: true,
        indexes:
        [
            TableIndex.On("tenant_id", "id"),
            TableIndex.On("tenant_id", "created_at"),
            TableIndex.On("tenant_id", "status", "id"),
            TableIndex.On("tenant_id", "target_phone", "id"),
            TableIndex.On("campaign_id", "id").WhereNotNull("campaign_id"),
            TableIndex.On("run_id", "status").WhereNotNull("run_id"),
            DeadlineColumns.Index,
        ]);

    internal static Row ToRow(ApprovalState state) => new()
    {
        ["id"] = state.View.Id,
        ["tenant_id"] = state.View.TenantId,
        ["call_id"] = state.View.CallId,
        ["campaign_id"] = state.View.CampaignId,
        ["run_id"] = state.View.RunId,
        ["target_phone"] = state.View.TargetPhone,
        ["action"] = state.View.Action,
        ["value_minor"] = state.View.ValueMinor,
        ["currency"] = state.View.Currency,
        ["rationale"] = state.View.Rationale,
        ["context"] = state.View.Context,
        ["status"] = state.View.Status.ToName(),
        ["created_at"] = state.View.CreatedAt,
        ["expires_at"] = state.View.ExpiresAt,
        ["decided_at"] = state.View.DecidedAt,
        ["decided_by"] = state.View.DecidedBy,
        ["note"] = state.View.Note,
        ["tell_call_at"] = state.TellCallAt,
        ["is_announced"] = state.IsAnnounced,
        ["notice_failures"] = state.Notice?.Failures,
        ["notice_due_at"] = state.Notice?.DueAt,
        ["reply_to"] = state.ReplyTo,
        [DeadlineColumns.DueAt] = state.DueAt,
        [DeadlineColumns.DueShard] = DeadlineShards.Of(state.View.Id),
    };

    internal static ApprovalState ReadState(RowReader row) => new()
    {
        View = ReadView(row),
        TellCallAt = row.TimestampOrNull("tell_call_at"),
        IsAnnounced = row.Boolean("is_announced"),
        Notice = row.TimestampOrNull("notice_due_at") is { } dueAt ? new PendingNotice((int)row.Int64("notice_failures"), dueAt) : null,
        ReplyTo = row.TextOrNull("reply_to"),
    };

    internal static ApprovalView ReadView(RowReader row) => new(
        row.Text("id"), row.Text("tenant_id"), row.Text("call_id"), row.TextOrNull("campaign_id"), row.TextOrNull("run_id"),
        row.Text("target_phone"), row.Text("action"), row.Int64OrNull("value_minor"), row.Text("currency"), row.Text("rationale"), row.Text("context"),
        ApprovalStatusExtensions.Parse(row.Text("status"))!.Value, row.Timestamp("created_at"), row.Timestamp("expires_at"),
        row.TimestampOrNull("decided_at"), row.TextOrNull("decided_by"), row.TextOrNull("note"));
}
