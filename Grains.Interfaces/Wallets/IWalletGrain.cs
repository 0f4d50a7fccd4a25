using Orleans;
using Orleans.Concurrency;
using Switchboard.Deadlines;

namespace Switchboard.Wallets;

/// <summary>
/// A tenant's wallet; the key is the tenant's id. Amounts are integers in minor units of its currency. At every
/// instant <c>balance = sum(ledger)</c> and <c>balance − held ≥ 0</c>. Requests interleave so that what arrives during
/// one write is committed by the next, together; each is durable when it is answered. Every operation has an id of its caller's,
/// and a repeat is answered as the first time.
/// </summary>
[Alias("switchboard.IWalletGrain")]
public interface IWalletGrain : IGrainWithStringKey, IDeadlineTarget
{
    /// <summary>
    /// Sets aside the price of a call of at most so many seconds, or says why not. Idempotent on the call's id. The
    /// hold must be confirmed by the transaction that accepts the call; one that stays unconfirmed is given back.
    /// </summary>
    [Alias("Hold"), AlwaysInterleave]
    Task<HoldAnswer> Hold(string callId, int maxSeconds);

    /// <summary>
    /// Charges an ended call for its seconds, at the rate of its hold, and gives back the rest; zero seconds only give
    /// back. Idempotent on the call's id: there is one settlement a call, and it is never more than the hold.
    /// </summary>
    /// <returns>What was charged.</returns>
    [Alias("Settle"), AlwaysInterleave]
    Task<long> Settle(string callId, int seconds);

    /// <summary>Adds a payment. Idempotent on <see cref="Credit.OperationId"/>.</summary>
    /// <returns>Whether this call credited it, rather than an earlier one.</returns>
    [Alias("Credit"), AlwaysInterleave]
    Task<bool> Credit(Credit credit);

    /// <summary>Takes a charge that is not a call's (a number's month, for example). Idempotent on its operation id.</summary>
    [Alias("Charge"), AlwaysInterleave]
    Task<HoldResult> Charge(Charge charge);

    /// <summary>
    /// Sets automatic recharge up. A recharge is decided by the write that carries the debit, at most one in six hours, and goes
    /// on until the payment provider has told its end, also when it is switched off meanwhile.
    /// </summary>
    /// <returns>As it is now; null when it would be enabled without a threshold or an amount, and nothing was changed.</returns>
    [Alias("SetAutocharge"), AlwaysInterleave]
    Task<AutochargeView?> SetAutocharge(SetAutocharge command);

    /// <summary>
    /// The payment provider says that an automatic recharge failed: no new calls until something is paid or automatic recharge is set up anew.
    /// Idempotent; nothing happens when the recharge is not under way (any more).
    /// </summary>
    [Alias("FailRecharge"), AlwaysInterleave]
    Task FailRecharge(string intentId);

    /// <summary>Whether a call of so many seconds could be accepted now.</summary>
    [Alias("Precheck"), AlwaysInterleave]
    Task<HoldResult> Precheck(int expectedSeconds);

    /// <summary>The wallet as last committed; a wallet never used before is opened with its trial credit.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<WalletView> Get();
}

/// <summary>Whether money is there.</summary>
public enum HoldResult
{
    /// <summary>It is; what was asked is done.</summary>
    Ok,

    /// <summary>The balance less the holds does not cover it.</summary>
    InsufficientFunds,

    /// <summary>The trial ran out and nothing was ever paid.</summary>
    TrialExpired,

    /// <summary>The tenant is suspended.</summary>
    Suspended,

    /// <summary>The operation id has been used and closed; it cannot be used again.</summary>
    Closed,

    /// <summary>The last automatic recharge failed, which stops new calls until something is paid or automatic recharge is set up anew.</summary>
    RechargeFailed,
}

/// <summary>The answer to a hold.</summary>
/// <param name="Result">Whether the money is set aside.</param>
/// <param name="AmountMinor">What is set aside; 0 when refused.</param>
/// <param name="RatePerMinuteMinor">The price of a minute that the settlement will use.</param>
[GenerateSerializer, Immutable, Alias("switchboard.hold-answer")]
public sealed record HoldAnswer(HoldResult Result, long AmountMinor, long RatePerMinuteMinor);

/// <summary>Money coming in.</summary>
/// <param name="OperationId">Unique within the wallet, such as <c>intent:…</c>.</param>
/// <param name="Kind">The ledger's kind: <c>topup</c>, <c>refund</c>.</param>
/// <param name="AmountMinor">More than zero.</param>
/// <param name="Description">What the ledger shows.</param>
/// <param name="IntentId">The payment intent that becomes <c>succeeded</c> in the same transaction; null for none.</param>
[GenerateSerializer, Immutable, Alias("switchboard.credit")]
public sealed record Credit(string OperationId, string Kind, long AmountMinor, string Description, string? IntentId = null);

/// <summary>Money going out that is not a call's.</summary>
/// <param name="OperationId">Unique within the wallet.</param>
/// <param name="Kind">The ledger's kind, such as <c>number_charge</c>.</param>
/// <param name="AmountMinor">More than zero.</param>
/// <param name="Description">What the ledger shows.</param>
[GenerateSerializer, Immutable, Alias("switchboard.charge")]
public sealed record Charge(string OperationId, string Kind, long AmountMinor, string Description);

/// <summary>Sets automatic recharge up. What is null stays as it was.</summary>
/// <param name="IsEnabled">Whether debits lead to recharges.</param>
/// <param name="ThresholdMinor">A debit that leaves less than this leads to one; more than zero.</param>
/// <param name="AmountMinor">What a recharge pays in; more than zero.</param>
[GenerateSerializer, Immutable, Alias("switchboard.set-autocharge")]
public sealed record SetAutocharge(bool IsEnabled, long? ThresholdMinor, long? AmountMinor);

/// <summary>Automatic recharge as committed.</summary>
/// <param name="IsEnabled">Whether debits lead to recharges.</param>
/// <param name="ThresholdMinor">A debit that leaves less than this leads to one; null when it was never set.</param>
/// <param name="AmountMinor">What a recharge pays in; null when it was never set.</param>
/// <param name="LastAt">When the last recharge was decided, whatever became of it; null when none ever was.</param>
/// <param name="IsPending">Whether one is under way at the payment provider.</param>
/// <param name="HasFailed">Whether the last one failed, which stops new calls.</param>
[GenerateSerializer, Immutable, Alias("switchboard.autocharge-view")]
public sealed record AutochargeView(
    bool IsEnabled, long? ThresholdMinor, long? AmountMinor, DateTimeOffset? LastAt, bool IsPending, bool HasFailed);

/// <summary>A wallet as committed.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Currency"><c>USD</c> or <c>INR</c>.</param>
/// <param name="BalanceMinor">The sum of the ledger.</param>
/// <param name="HeldMinor">The sum of the open holds.</param>
/// <param name="RatePerMinuteMinor">Price of a minute of conversation.</param>
/// <param name="TrialEndsAt">When the trial runs out.</param>
/// <param name="HasPaid">Whether a payment was ever credited.</param>
/// <param name="Autocharge">Automatic recharge.</param>
[GenerateSerializer, Immutable, Alias("switchboard.wallet-view")]
public sealed record WalletView(
    string TenantId,
    string Currency,
    long BalanceMinor,
    long HeldMinor,
    long RatePerMinuteMinor,
    DateTimeOffset TrialEndsAt,
    bool HasPaid,
    AutochargeView Autocharge)
{
    /// <summary>What a new hold may take.</summary>
    public long AvailableMinor => BalanceMinor - HeldMinor;
}
