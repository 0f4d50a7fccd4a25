namespace Switchboard.Wallets;

/// <content>
/// Automatic recharge. A debit that leaves less than the threshold, or finds less and is refused for it, asks for a recharge; the write that carries the debit decides it, or a
/// later one when the last was less than <see cref="RechargeInterval"/> ago. What is decided stays pending until the payment
/// provider has told its end, once.
/// </content>
public static partial class WalletMachine
{
    /// <summary>There is at most one automatic recharge within this time, failed ones included: nobody's card is tried again and again.</summary>
    public static readonly TimeSpan RechargeInterval = TimeSpan.FromHours(6);

    /// <summary>How long the payment provider is given to tell the end of a recharge before it is asked again.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Sets automatic recharge up. What the command leaves out stays as it was; a failure is forgiven, and the recharge that failed is
    /// tried again as soon as the interval allows. A pending one goes on, for its money may be on its way.
    /// </summary>
    /// <returns>The next state; null when it would be enabled without a threshold or an amount.</returns>
    public static WalletState? SetAutocharge(WalletState state, SetAutocharge command)
    {
        var before = state.Autocharge;
        var next = before with
        {
            IsEnabled = command.IsEnabled,
            ThresholdMinor = command.ThresholdMinor ?? before.ThresholdMinor,
            AmountMinor = command.AmountMinor ?? before.AmountMinor,
            HasFailed = false,
        };
        if (next is { IsEnabled: true, ThresholdMinor: null } or { IsEnabled: true, AmountMinor: null }) return null;
        if (before.Pending is null) next = next with { DueAt = Wanted(before, next) };
        return state with { Autocharge = next };
    }

    /// <summary>Decides the recharge that a debit asked for, if its time has come and the balance is still under the threshold.</summary>
    /// <param name="state">The wallet.</param>
    /// <param name="intentId">The payment intent's id if it is decided.</param>
    /// <param name="now">The time.</param>
    public static WalletState DecideRecharge(WalletState state, Guid intentId, DateTimeOffset now)
    {
        var autocharge = state.Autocharge;
        if (autocharge.Pending is not null || autocharge.DueAt is not { } dueAt || dueAt > now) return state;
        if (!NeedsRecharge(state)) return state with { Autocharge = autocharge with { DueAt = null } };
        return state with
        {
            Autocharge = autocharge with
            {
                LastAt = now,
                Pending = new Recharge(intentId.ToString(), autocharge.AmountMinor!.Value),
                DueAt = now + AskAgainAfter,
            },
        };
    }

    /// <summary>The payment provider says that a recharge failed. Nothing changes when it is not the pending one.</summary>
    public static WalletState FailRecharge(WalletState state, string intentId) => state.Autocharge.Pending?.IntentId == intentId
        ? state with { Autocharge = state.Autocharge with { Pending = null, DueAt = null, HasFailed = state.Autocharge.IsEnabled } }
        : state;

    /// <summary>What a debit that was just booked means for automatic recharge.</summary>
    private static WalletState AfterDebit(WalletState state, DateTimeOffset now)
    {
        var autocharge = state.Autocharge;
        if (autocharge.HasFailed || autocharge.DueAt is not null || !NeedsRecharge(state)) return state;
        var earliest = autocharge.LastAt + RechargeInterval;
        return state with { Autocharge = autocharge with { DueAt = earliest > now ? earliest : now } };
    }

    /// <summary>
    /// A debit that the wallet could not cover asks for a recharge as one that it could: or else a tenant with too little for any call would never recharge.
    /// </summary>
    private static WalletState AfterRefusal(WalletState state, HoldResult why, DateTimeOffset now) =>
        why == HoldResult.InsufficientFunds ? AfterDebit(state, now) : state;

    /// <summary>What a payment that was just booked means for automatic recharge: any one ends a failure.</summary>
    private static Autocharge AfterPayment(Autocharge autocharge, string? intentId)
    {
        var next = autocharge with { HasFailed = false };
        return intentId is not null && next.Pending?.IntentId == intentId ? next with { Pending = null, DueAt = null } : next;
    }

    private static bool NeedsRecharge(WalletState state) =>
        state is { IsSuspended: false, Autocharge: { IsEnabled: true, ThresholdMinor: { } threshold } } && state.BalanceMinor < threshold;

    private static DateTimeOffset? Wanted(Autocharge before, Autocharge next) => (next.IsEnabled, before.HasFailed) switch
    {
        (false, _) => null,
        (true, true) => before.LastAt + RechargeInterval,
        (true, false) => before.DueAt,
    };
}
