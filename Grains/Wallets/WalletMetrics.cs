using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Wallets;

/// <summary>What is measured of wallets.</summary>
internal static class WalletMetrics
{
    private static readonly Counter<long> Operations = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.wallet.operations", "{operation}", "Operations decided, by kind and result.");

    private static readonly Histogram<int> BatchOperations = EngineTelemetry.Size(
        "switchboard.wallet.batch.operations", "{operation}", "Operations that one write of a wallet carries.");

    private static readonly Counter<long> Moved = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.wallet.moved", "{minor_unit}", "Money that the ledger has moved, in minor units, by kind of entry, direction and currency.");

    /// <summary>An operation was decided.</summary>
    public static void Decided(string operation, HoldResult result) =>
        Operations.Add(1, new TagList { { "operation", operation }, { "result", NameOf(result) } });

    /// <summary>A write is durable.</summary>
    public static void Committed(int operations, WalletBatch batch)
    {
        BatchOperations.Record(operations);
        if (!Moved.Enabled) return;
        foreach (var entry in batch.Entries)
        {
            Moved.Add(Math.Abs(entry.AmountMinor), new TagList
            {
                { "kind", entry.Kind },
                { "direction", entry.AmountMinor < 0 ? "out" : "in" },
                { "currency", batch.State.Currency },
            });
        }
    }

    private static string NameOf(HoldResult result) => result switch
    {
        HoldResult.Ok => "ok",
        HoldResult.InsufficientFunds => "insufficient_funds",
        HoldResult.TrialExpired => "trial_expired",
        HoldResult.Suspended => "suspended",
        HoldResult.Closed => "closed",
        HoldResult.RechargeFailed => "recharge_failed",
        _ => "other",
    };
}
