using System.Collections.Immutable;
using Switchboard.Payments;

namespace Switchboard.Wallets;

/// <summary>A wallet's whole state: its own row and its open holds.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Currency"><c>USD</c> or <c>INR</c>.</param>
/// <param name="BalanceMinor">The sum of the ledger.</param>
/// <param name="HeldMinor">The sum of the open holds.</param>
/// <param name="LedgerCount">Rows in the ledger; the next row's number less one.</param>
/// <param name="TrialEndsAt">When the trial runs out.</param>
/// <param name="HasPaid">Whether a payment was ever credited.</param>
/// <param name="IsSuspended">Whether the tenant may spend nothing; from the tenant's row, not the wallet's.</param>
/// <param name="AuditAt">When holds that no call has confirmed are looked at; null when there is nothing to look at.</param>
/// <param name="Holds">The open holds, by call.</param>
/// <param name="Autocharge">Automatic recharge.</param>
public sealed record WalletState(
    string TenantId,
    string Currency,
    long BalanceMinor,
    long HeldMinor,
    long LedgerCount,
    DateTimeOffset TrialEndsAt,
    bool HasPaid,
    bool IsSuspended,
    DateTimeOffset? AuditAt,
    ImmutableDictionary<string, Hold> Holds,
    Autocharge Autocharge)
{
    /// <summary>What a new hold may take.</summary>
    public long AvailableMinor => BalanceMinor - HeldMinor;

    /// <summary>When the wallet is to be looked at: the earlier of its two reasons; null for never.</summary>
    public DateTimeOffset? DueAt => AuditAt is null || Autocharge.DueAt < AuditAt ? Autocharge.DueAt : AuditAt;

    /// <summary>The payment of the recharge that is under way; null for none.</summary>
    public PaymentIntent? PendingRecharge => Autocharge is { Pending: { } recharge, LastAt: { } decidedAt }
        ? PaymentIntent.New(Guid.Parse(recharge.IntentId), TenantId, recharge.AmountMinor, Currency, returnUrl: null, decidedAt) with { IsAutomatic = true }
        : null;

    /// <summary>The wallet for its readers.</summary>
    public WalletView ToView(long ratePerMinuteMinor) =>
        new(TenantId, Currency, BalanceMinor, HeldMinor, ratePerMinuteMinor, TrialEndsAt, HasPaid, Autocharge.ToView());
}

/// <summary>Where a hold is in its life; each step is one version of its row.</summary>
public enum HoldStatus
{
    /// <summary>Set aside; the call is about to be accepted. Version 1.</summary>
    Held = 1,

    /// <summary>The transaction that accepted the call confirmed it. Version 2.</summary>
    Confirmed = 2,

    /// <summary>Charged, or given back as a whole when the call was never answered. Version 3.</summary>
    Settled = 3,

    /// <summary>Given back because no call ever confirmed it. Version 2, so that a late confirmation fails.</summary>
    Released = 4,
}

/// <summary>Money set aside for one call.</summary>
/// <param name="CallId">The call.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="RatePerMinuteMinor">The price of a minute when it was set aside.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="ChargedMinor">What was charged in the end.</param>
/// <param name="CreatedAt">When it was set aside.</param>
public sealed record Hold(
    string CallId,
    long AmountMinor,
    long RatePerMinuteMinor,
    HoldStatus Status,
    long ChargedMinor,
    DateTimeOffset CreatedAt)
{
    /// <summary>Whether its money is still set aside.</summary>
    public bool IsOpen => Status is HoldStatus.Held or HoldStatus.Confirmed;
}

/// <summary>One movement of the balance. Never changed once written.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose wallet.</param>
/// <param name="Number">1, 2, 3 … within the wallet, in the order of the movements.</param>
/// <param name="OperationId">What caused it; unique within the wallet.</param>
/// <param name="Kind"><c>trial</c>, <c>topup</c>, <c>call_charge</c>, <c>number_charge</c> or <c>refund</c>.</param>
/// <param name="AmountMinor">Signed: what comes in is positive.</param>
/// <param name="BalanceAfterMinor">The balance after it.</param>
/// <param name="CallId">The call that it pays for, if any.</param>
/// <param name="Description">What a person reads.</param>
/// <param name="CreatedAt">When it was booked.</param>
public sealed record LedgerEntry(
    string Id,
    string TenantId,
    long Number,
    string OperationId,
    string Kind,
    long AmountMinor,
    long BalanceAfterMinor,
    string? CallId,
    string Description,
    DateTimeOffset CreatedAt);
