using System.Collections.Immutable;

namespace Switchboard.Wallets;

/// <summary>
/// The rules of a wallet, pure: state, command and time in; decision out. Whether an operation was done before is the
/// caller's to know (from <see cref="WalletState.Holds"/> and the store); the machine decides what is new.
/// </summary>
public static partial class WalletMachine
{
    /// <summary>How long a hold may wait for its call's acceptance, far more than any acceptance takes.</summary>
    public static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromMinutes(5);

    /// <summary>An empty wallet.</summary>
    public static WalletState New(string tenantId, string currency, DateTimeOffset trialEndsAt) => new(
        tenantId, currency, 0, 0, 0, trialEndsAt, HasPaid: false, IsSuspended: false, AuditAt: null,
        ImmutableDictionary<string, Hold>.Empty, Autocharge.Off);

    /// <summary>The credit that a tenant starts with.</summary>
    public static WalletDecision GrantTrial(WalletState state, long amountMinor, Guid entryId, DateTimeOffset now) =>
        Book(state, new Booking("trial", "trial", amountMinor, null, "Trial credit"), entryId, now);

    /// <summary>Sets money aside for a call that has no hold yet.</summary>
    public static WalletDecision Hold(WalletState state, string callId, int maxSeconds, long ratePerMinuteMinor, DateTimeOffset now)
    {
        var amount = Pricing.Price(maxSeconds, ratePerMinuteMinor);
        var result = CanCall(state, amount, now);
        if (result != HoldResult.Ok) return WalletDecision.Refused(AfterRefusal(state, result, now), result);

        var hold = new Hold(callId, amount, ratePerMinuteMinor, HoldStatus.Held, 0, now);
        var next = state with
        {
            HeldMinor = checked(state.HeldMinor + amount),
            Holds = state.Holds.Add(callId, hold),
            AuditAt = state.AuditAt ?? now + ConfirmationTimeout,
        };
        return WalletDecision.Changed(next, hold, null);
    }

    /// <summary>Charges the seconds of an ended call and closes its open hold.</summary>
    public static WalletDecision Settle(WalletState state, string callId, int seconds, Guid entryId, DateTimeOffset now)
    {
        var hold = state.Holds[callId];
        // The engine cuts a call at the seconds it holds for; the least of both keeps balance − held ≥ 0 whatever a carrier says.
        var charge = Math.Min(Pricing.Price(seconds, hold.RatePerMinuteMinor), hold.AmountMinor);
        var settled = hold with { Status = HoldStatus.Settled, ChargedMinor = charge };
        var released = Unhold(state, hold);
        if (charge == 0) return WalletDecision.Changed(released, settled, null);

        var booking = new Booking($"call:{callId}:settle", "call_charge", -charge, callId, $"Call of {seconds} s");
        return Book(released, booking, entryId, now) with { Hold = settled };
    }

    /// <summary>Gives back a hold that no call has confirmed.</summary>
    public static WalletDecision Release(WalletState state, string callId)
    {
        var hold = state.Holds[callId];
        if (hold.Status != HoldStatus.Held)
            throw new InvalidOperationException($"The hold of call {callId} is {hold.Status} and cannot be released.");
        return WalletDecision.Changed(Unhold(state, hold), hold with { Status = HoldStatus.Released }, null);
    }

    /// <summary>Adds a payment or a refund that was not booked before.</summary>
    public static WalletDecision Credit(WalletState state, Credit credit, Guid entryId, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(credit.AmountMinor);
        var booking = new Booking(credit.OperationId, credit.Kind, credit.AmountMinor, null, credit.Description);
        var decision = Book(state, booking, entryId, now);
        if (credit.Kind != "topup") return decision;
        return decision with
        {
            Next = decision.Next with { HasPaid = true, Autocharge = AfterPayment(state.Autocharge, credit.IntentId) },
        };
    }

    /// <summary>Takes a charge that is not a call's and was not booked before.</summary>
    public static WalletDecision Charge(WalletState state, Charge charge, Guid entryId, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(charge.AmountMinor);
        var result = CanSpend(state, charge.AmountMinor, now);
        if (result != HoldResult.Ok) return WalletDecision.Refused(AfterRefusal(state, result, now), result);
        return Book(state, new Booking(charge.OperationId, charge.Kind, -charge.AmountMinor, null, charge.Description), entryId, now);
    }

    /// <summary>Whether so much could be set aside for a call now.</summary>
    public static HoldResult CanCall(WalletState state, long amountMinor, DateTimeOffset now) => CanSpend(state, amountMinor, now) switch
    {
        HoldResult.Ok or HoldResult.InsufficientFunds when state.Autocharge.HasFailed => HoldResult.RechargeFailed,
        var result => result,
    };

    /// <summary>Whether so much could be spent now.</summary>
    public static HoldResult CanSpend(WalletState state, long amountMinor, DateTimeOffset now)
    {
        if (state.IsSuspended) return HoldResult.Suspended;
        if (!state.HasPaid && now >= state.TrialEndsAt) return HoldResult.TrialExpired;
        return amountMinor <= state.AvailableMinor ? HoldResult.Ok : HoldResult.InsufficientFunds;
    }

    /// <summary>What must hold of every state; a breach is a bug, and nothing of it may be written.</summary>
    public static void AssertSound(WalletState state)
    {
        if (state.HeldMinor < 0 || state.BalanceMinor < state.HeldMinor || (state.Holds.IsEmpty && state.HeldMinor != 0))
        {
            throw new InvalidOperationException(
                $"Wallet {state.TenantId} would be unsound: balance {state.BalanceMinor}, held {state.HeldMinor}, {state.Holds.Count} holds.");
        }
    }

    private static WalletState Unhold(WalletState state, Hold hold) => state with
    {
        HeldMinor = state.HeldMinor - hold.AmountMinor,
        Holds = state.Holds.Remove(hold.CallId),
    };

    private static WalletDecision Book(WalletState state, Booking booking, Guid entryId, DateTimeOffset now)
    {
        var next = state with
        {
            BalanceMinor = checked(state.BalanceMinor + booking.AmountMinor),
            LedgerCount = state.LedgerCount + 1,
        };
        var entry = new LedgerEntry(
            entryId.ToString(), state.TenantId, next.LedgerCount, booking.OperationId, booking.Kind, booking.AmountMinor,
            next.BalanceMinor, booking.CallId, booking.Description, now);
        return WalletDecision.Changed(booking.AmountMinor < 0 ? AfterDebit(next, now) : next, null, entry);
    }

    private readonly record struct Booking(string OperationId, string Kind, long AmountMinor, string? CallId, string Description);
}

/// <summary>
/// What the machine decided: the next state with the rows that go with it, or a refusal, which moves no money and changes nothing but what automatic recharge
/// is to do.
/// </summary>
/// <param name="Next">The state after it.</param>
/// <param name="Result">Whether it was done, or why not.</param>
/// <param name="Hold">The hold's row as it is to be written; null when no hold changed.</param>
/// <param name="Entry">The ledger's new row; null when the balance did not move.</param>
public sealed record WalletDecision(WalletState Next, HoldResult Result, Hold? Hold, LedgerEntry? Entry)
{
    internal static WalletDecision Changed(WalletState next, Hold? hold, LedgerEntry? entry) => new(next, HoldResult.Ok, hold, entry);

    internal static WalletDecision Refused(WalletState state, HoldResult why) => new(state, why, null, null);
}
