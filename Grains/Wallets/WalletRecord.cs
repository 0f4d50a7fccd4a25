using System.Collections.Immutable;
using Switchboard.Deadlines;
using Switchboard.Payments;
using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>What the store keeps for a wallet's grain, and what goes with its next write.</summary>
internal sealed class WalletRecord
{
    /// <summary>The wallet, without its holds and the tenant's suspension when it comes from the store; null before it was opened.</summary>
    public WalletState? Wallet { get; set; }

    /// <summary>What else the write under way carries; null between writes.</summary>
    public WalletBatch? Changes { get; set; }
}

/// <summary>Writes a wallet's row with the holds, ledger rows and paid intents of the same batch.</summary>
internal sealed class WalletMapper : IRecordMapper<WalletRecord>
{
    public TableSchema Table => WalletTables.Wallets;

    public string KeyColumn => "tenant_id";

    public void Write(WriteSet set, string key, WalletRecord record, long version)
    {
        var wallet = record.Wallet!;
        set.Put(Table, new Row
        {
            ["tenant_id"] = key,
            ["currency"] = wallet.Currency,
            ["balance_minor"] = wallet.BalanceMinor,
            ["held_minor"] = wallet.HeldMinor,
            ["ledger_count"] = wallet.LedgerCount,
            ["trial_ends_at"] = wallet.TrialEndsAt,
            ["has_paid"] = wallet.HasPaid,
            ["audit_at"] = wallet.AuditAt,
            ["autocharge_enabled"] = wallet.Autocharge.IsEnabled,
            ["autocharge_threshold_minor"] = wallet.Autocharge.ThresholdMinor,
            ["autocharge_amount_minor"] = wallet.Autocharge.AmountMinor,
            ["recharged_at"] = wallet.Autocharge.LastAt,
            ["recharge_intent_id"] = wallet.Autocharge.Pending?.IntentId,
            ["recharge_amount_minor"] = wallet.Autocharge.Pending?.AmountMinor,
            ["recharge_due_at"] = wallet.Autocharge.DueAt,
            ["recharge_failed"] = wallet.Autocharge.HasFailed,
            [DeadlineColumns.DueAt] = wallet.DueAt,
            [DeadlineColumns.DueShard] = DeadlineShards.Of(key),
        }, version);
        foreach (var hold in record.Changes!.Holds) set.PutHold(key, hold);
        foreach (var entry in record.Changes.Entries) set.InsertEntry(entry);
        foreach (var intent in record.Changes.PaidIntents) set.MarkIntentSucceeded(intent);
        if (record.Changes.NewRecharge is not null) set.InsertIntent(wallet.PendingRecharge!);
    }

    public WalletRecord Read(RowReader row) => new()
    {
        Wallet = new WalletState(
            row.Text("tenant_id"), row.Text("currency"), row.Int64("balance_minor"), row.Int64("held_minor"), row.Int64("ledger_count"),
            row.Timestamp("trial_ends_at"), row.Boolean("has_paid"), IsSuspended: false, row.TimestampOrNull("audit_at"),
            ImmutableDictionary<string, Hold>.Empty, ReadAutocharge(row)),
    };

    private static Autocharge ReadAutocharge(RowReader row) => new(
        row.Boolean("autocharge_enabled"), row.Int64OrNull("autocharge_threshold_minor"), row.Int64OrNull("autocharge_amount_minor"),
        row.TimestampOrNull("recharged_at"),
        row.TextOrNull("recharge_intent_id") is { } intent ? new Recharge(intent, row.Int64("recharge_amount_minor")) : null,
        row.TimestampOrNull("recharge_due_at"), row.Boolean("recharge_failed"));
}
