namespace Switchboard.Wallets;

/// <summary>Automatic recharge of a wallet: how it is set up, and where it has got to. A part of the wallet's own row.</summary>
/// <param name="IsEnabled">Whether debits lead to recharges.</param>
/// <param name="ThresholdMinor">A debit that leaves less than this leads to one; never null while enabled.</param>
/// <param name="AmountMinor">What a recharge pays in; never null while enabled.</param>
/// <param name="LastAt">When the last recharge was decided, whatever became of it; null when none ever was.</param>
/// <param name="Pending">The recharge that was decided and of which the payment provider has not told the end; null for none.</param>
/// <param name="DueAt">
/// With a recharge pending: when the provider is asked again. Without: when one is to be decided, because a debit asked for it. Null: never.
/// </param>
/// <param name="HasFailed">Whether the last recharge failed, which stops new calls.</param>
public sealed record Autocharge(
    bool IsEnabled,
    long? ThresholdMinor,
    long? AmountMinor,
    DateTimeOffset? LastAt,
    Recharge? Pending,
    DateTimeOffset? DueAt,
    bool HasFailed)
{
    /// <summary>What every wallet starts with.</summary>
    public static Autocharge Off { get; } = new(IsEnabled: false, null, null, null, null, null, HasFailed: false);

    /// <summary>The same for its readers.</summary>
    public AutochargeView ToView() => new(IsEnabled, ThresholdMinor, AmountMinor, LastAt, Pending is not null, HasFailed);
}

/// <summary>A recharge that was decided.</summary>
/// <param name="IntentId">Its payment intent, written in the transaction that decided it; the provider's idempotency key.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record Recharge(string IntentId, long AmountMinor);
