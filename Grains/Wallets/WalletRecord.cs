using System.Collections.Immutable;
using Switchboard.Deadlines;
using Switchboard.Payments;
using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>What the store keeps for a wallet's grain, and what goes with its next write.</summary>
internal sealed class WalletRecord
{
    /// <summary>The wallet, without its holds when it comes from the store; null before it was opened.</summary>
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
            ["is_suspended"] = wallet.IsSuspended,
            [DeadlineColumns.DueAt] = wallet.AuditAt,
            [DeadlineColumns.DueShard] = DeadlineShards.Of(key),
        }, version);
        foreach (var hold in record.Changes!.Holds) set.PutHold(key, hold);
        foreach (var entry in record.Changes.Entries) set.InsertEntry(entry);
        foreach (var intent in record.Changes.PaidIntents) set.MarkIntentSucceeded(intent);
    }

    public WalletRecord Read(RowReader row) => new()
    {
        Wallet = new WalletState(
            row.Text("tenant_id"), row.Text("currency"), row.Int64("balance_minor"), row.Int64("held_minor"), row.Int64("ledger_count"),
            row.Timestamp("trial_ends_at"), row.Boolean("has_paid"), row.Boolean("is_suspended"), row.TimestampOrNull(DeadlineColumns.DueAt),
            ImmutableDictionary<string, Hold>.Empty),
    };
}
