using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>The tables of wallets.</summary>
public static class WalletTables
{
    /// <summary>One row a tenant.</summary>
    public static readonly TableSchema Wallets = new(
        "wallets",
        [
            Column.Text("tenant_id"), Column.Text("currency"), Column.Int64("balance_minor"), Column.Int64("held_minor"),
            Column.Int64("ledger_count"), Column.Timestamp("trial_ends_at"), Column.Boolean("has_paid"),
            Column.Timestamp("audit_at").OrNull(), Column.Boolean("autocharge_enabled"), Column.Int64("autocharge_threshold_minor").OrNull(),
            Column.Int64("autocharge_amount_minor").OrNull(), Column.Timestamp("recharged_at").OrNull(), Column.Text("recharge_intent_id").OrNull(),
            Column.Int64("recharge_amount_minor").OrNull(), Column.Timestamp("recharge_due_at").OrNull(), Column.Boolean("recharge_failed"),
            .. DeadlineColumns.All,
        ],
        key: ["tenant_id"],
        versioned: true,
        indexes: [DeadlineColumns.Index]);

    /// <summary>
    /// One row a call: version 1 held, 2 confirmed by the call's acceptance (or released), 3 settled. Written by the wallet,
    /// but for the confirmation, which is part of the transaction that accepts the call.
    /// </summary>
    public static readonly TableSchema Holds = new(
        "holds",
        [
            Column.Text("call_id"), Column.Text("tenant_id"), Column.Int64("amount_minor"), Column.Int64("rate_per_minute_minor"),
            Column.Text("status"), Column.Int64("charged_minor"), Column.Timestamp("created_at"), Column.Boolean("is_open"),
        ],
        key: ["call_id"],
        versioned: true,
        indexes: [TableIndex.On("tenant_id").WhereEquals("is_open", true)]);

    /// <summary>Every movement of every balance, never changed. A wallet's rows add up to its balance.</summary>
    public static readonly TableSchema Ledger = new(
        "ledger",
        [
            Column.Text("tenant_id"), Column.Int64("number"), Column.Text("id"), Column.Text("operation_id"), Column.Text("kind"),
            Column.Int64("amount_minor"), Column.Int64("balance_after_minor"), Column.Text("call_id").OrNull(),
            Column.Text("description"), Column.Timestamp("created_at"),
        ],
        key: ["tenant_id", "number"],
        indexes: [TableIndex.Unique("id"), TableIndex.Unique("tenant_id", "operation_id"), TableIndex.On("tenant_id", "created_at")]);

    /// <summary>
    /// Confirms a call's hold in the transaction that accepts the call: fails with it when the wallet has given the money back.
    /// </summary>
    public static WriteSet ConfirmHold(this WriteSet set, string callId) =>
        set.Put(Holds, new Row { ["call_id"] = callId, ["status"] = StatusName(HoldStatus.Confirmed) }, expectedVersion: 1);

    internal static void PutHold(this WriteSet set, string tenantId, Hold hold)
    {
        var row = new Row
        {
            ["call_id"] = hold.CallId,
            ["status"] = StatusName(hold.Status),
            ["charged_minor"] = hold.ChargedMinor,
            ["is_open"] = hold.IsOpen,
        };
        if (hold.Status == HoldStatus.Held)
        {
            row["tenant_id"] = tenantId;
            row["amount_minor"] = hold.AmountMinor;
            row["rate_per_minute_minor"] = hold.RatePerMinuteMinor;
            row["created_at"] = hold.CreatedAt;
        }

        set.Put(Holds, row, expectedVersion: hold.Status switch { HoldStatus.Held => 0, HoldStatus.Released => 1, _ => 2 });
    }

    internal static void InsertEntry(this WriteSet set, LedgerEntry entry) => set.Insert(Ledger, new Row
    {
        ["tenant_id"] = entry.TenantId,
        ["number"] = entry.Number,
        ["id"] = entry.Id,
        ["operation_id"] = entry.OperationId,
        ["kind"] = entry.Kind,
        ["amount_minor"] = entry.AmountMinor,
        ["balance_after_minor"] = entry.BalanceAfterMinor,
        ["call_id"] = entry.CallId,
        ["description"] = entry.Description,
        ["created_at"] = entry.CreatedAt,
    });

    internal static Hold ReadHold(RowReader row) => new(
        row.Text("call_id"), row.Int64("amount_minor"), row.Int64("rate_per_minute_minor"),
        Enum.Parse<HoldStatus>(row.Text("status"), ignoreCase: true), row.Int64("charged_minor"), row.Timestamp("created_at"));

    internal static LedgerEntry ReadEntry(RowReader row) => new(
        row.Text("id"), row.Text("tenant_id"), row.Int64("number"), row.Text("operation_id"), row.Text("kind"),
        row.Int64("amount_minor"), row.Int64("balance_after_minor"), row.TextOrNull("call_id"), row.Text("description"),
        row.Timestamp("created_at"));

    private static string StatusName(HoldStatus status) => status.ToString().ToLowerInvariant();
}
