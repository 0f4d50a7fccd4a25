using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Numbers;

/// <summary>The table of numbers.</summary>
public static class NumberTables
{
    /// <summary>One row each time that a tenant takes a number. It stays when the number is given back, for the ledger that names it.</summary>
    public static readonly TableSchema Numbers = new(
        "numbers",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("phone_e164"), Column.Text("country").OrNull(), Column.Text("source"),
            Column.Text("provider"), Column.Int64("monthly_minor"), Column.Text("status"), Column.Boolean("webhooks_configured"),
            Column.Timestamp("paid_until").OrNull(), Column.Timestamp("created_at"), Column.Timestamp("released_at").OrNull(),
            Column.Int64("months_paid"), Column.Timestamp("past_due_since").OrNull(), Column.Boolean("refund_pending"), Column.Boolean("is_held"),
            .. DeadlineColumns.All,
        ],
        key: ["id"],
        versioned: true,
        indexes:
        [
            TableIndex.Unique("phone_e164").WhereEquals("is_held", true),
            TableIndex.On("tenant_id", "id").WhereEquals("is_held", true),
            DeadlineColumns.Index,
        ]);

    internal static Row ToRow(NumberState state) => new()
    {
        ["id"] = state.View.Id,
        ["tenant_id"] = state.View.TenantId,
        ["phone_e164"] = state.View.Phone,
        ["country"] = state.View.Country,
        ["source"] = state.View.Source.ToName(),
        ["provider"] = state.View.Provider,
        ["monthly_minor"] = state.View.MonthlyMinor,
        ["status"] = state.View.Status.ToName(),
        ["webhooks_configured"] = state.View.AreWebhooksConfigured,
        ["paid_until"] = state.View.PaidUntil,
        ["created_at"] = state.View.CreatedAt,
        ["released_at"] = state.View.ReleasedAt,
        ["months_paid"] = state.MonthsPaid,
        ["past_due_since"] = state.PastDueSince,
        ["refund_pending"] = state.IsRefundPending,
        ["is_held"] = state.IsHeld,
        [DeadlineColumns.DueAt] = state.DueAt,
        [DeadlineColumns.DueShard] = DeadlineShards.Of(state.View.Id),
    };

    internal static NumberState ReadState(RowReader row) => new()
    {
        View = ReadView(row),
        MonthsPaid = (int)row.Int64("months_paid"),
        PastDueSince = row.TimestampOrNull("past_due_since"),
        IsRefundPending = row.Boolean("refund_pending"),
        DueAt = row.TimestampOrNull(DeadlineColumns.DueAt),
    };

    internal static NumberView ReadView(RowReader row) => new(
        row.Text("id"), row.Text("tenant_id"), row.Text("phone_e164"), row.TextOrNull("country"),
        NumberNames.ParseSource(row.Text("source")), row.Text("provider"), row.Int64("monthly_minor"),
        NumberNames.ParseStatus(row.Text("status")), row.Boolean("webhooks_configured"), row.TimestampOrNull("paid_until"),
        row.Timestamp("created_at"), row.TimestampOrNull("released_at"));
}
