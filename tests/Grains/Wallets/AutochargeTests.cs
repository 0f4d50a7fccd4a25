using Switchboard.Wallets;

namespace Switchboard.Tests.Grains.Wallets;

/// <summary>Automatic recharge: asked for by debits, decided at most once in six hours, and each credited once.</summary>
public sealed class AutochargeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly SetAutocharge On = new(IsEnabled: true, ThresholdMinor: 300, AmountMinor: 1000);

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void A_debit_that_leaves_less_than_the_threshold_leads_to_a_recharge(long debit, bool recharges)
    {
        var wallet = Write(Debit(Enabled(500), debit, Start), Start);

        Assert.Equal(recharges ? 1000 : null, wallet.Autocharge.Pending?.AmountMinor);
        Assert.Equal(recharges ? Start : null, wallet.Autocharge.LastAt);
        Assert.Equal(recharges ? Start + WalletMachine.AskAgainAfter : null, wallet.DueAt);
    }

    [Fact]
    public void The_settlement_of_a_call_is_such_a_debit_and_its_hold_is_not()
    {
        var held = Write(WalletMachine.Hold(Enabled(500), "c", 2400, 12, Start).Next, Start);
        Assert.Null(held.Autocharge.Pending);

        var settled = Write(WalletMachine.Settle(held, "c", 2400, Guid.NewGuid(), Start).Next, Start);
        Assert.NotNull(settled.Autocharge.Pending);
    }

    [Fact]
    public void Being_under_the_threshold_without_a_debit_leads_to_nothing()
    {
        var wallet = Write(Enabled(100), Start);
        Assert.Null(wallet.Autocharge.Pending);
        Assert.Null(wallet.DueAt);
    }

    [Fact]
    public void A_call_or_a_charge_that_a_balance_under_the_threshold_does_not_cover_leads_to_a_recharge()
    {
        var refusedCall = WalletMachine.Hold(Enabled(100), "c", 3600, 12, Start);
        Assert.Equal(HoldResult.InsufficientFunds, refusedCall.Result);
        Assert.NotNull(Write(refusedCall.Next, Start).Autocharge.Pending);
        Assert.Equal((100, 0), (refusedCall.Next.BalanceMinor, refusedCall.Next.HeldMinor));

        var refusedCharge = WalletMachine.Charge(Enabled(100), new Charge("n", "number_charge", 150, "Number"), Guid.NewGuid(), Start);
        Assert.NotNull(Write(refusedCharge.Next, Start).Autocharge.Pending);

        // What is only held comes back; the balance itself is not under the threshold.
        var held = WalletMachine.Hold(Enabled(500), "a", 2400, 12, Start).Next;
        Assert.Null(Write(WalletMachine.Hold(held, "b", 2400, 12, Start).Next, Start).Autocharge.Pending);
    }

    [Fact]
    public void A_debit_within_six_hours_of_a_recharge_is_made_up_for_at_their_end_if_it_is_still_needed()
    {
        var wallet = Credited(Write(Debit(Enabled(500), 400, Start), Start), Start);
        Assert.Equal(1100, wallet.BalanceMinor);

        var soon = Start.AddHours(5);
        wallet = Write(Debit(wallet, 1000, soon), soon);
        Assert.Null(wallet.Autocharge.Pending);
        Assert.Equal(Start.AddHours(6), wallet.DueAt);

        Assert.NotNull(Write(wallet, Start.AddHours(6)).Autocharge.Pending);
        var toppedUp = Write(TopUp(wallet, 5000, soon), Start.AddHours(6));
        Assert.Null(toppedUp.Autocharge.Pending);
        Assert.Null(toppedUp.DueAt);
    }

    [Fact]
    public void A_failed_recharge_stops_new_calls_until_something_is_paid()
    {
        var failed = Failed(Start);
        Assert.Equal(HoldResult.RechargeFailed, WalletMachine.Hold(failed, "c", 10, 12, Start).Result);
        Assert.Equal(HoldResult.RechargeFailed, WalletMachine.CanCall(failed, 1_000_000, Start));
        Assert.Equal(HoldResult.Ok, WalletMachine.Charge(failed, new Charge("n", "number_charge", 10, "Number"), Guid.NewGuid(), Start).Result);

        var paid = TopUp(failed, 10, Start);
        Assert.Equal(HoldResult.Ok, WalletMachine.Hold(paid, "c", 10, 12, Start).Result);
        var refunded = WalletMachine.Credit(failed, new Credit("r", "refund", 10, "Refund"), Guid.NewGuid(), Start).Next;
        Assert.Equal(HoldResult.RechargeFailed, WalletMachine.Hold(refunded, "c", 10, 12, Start).Result);
    }

    [Fact]
    public void Switching_it_off_ends_a_failure_and_setting_it_up_anew_tries_again_when_the_time_has_come()
    {
        var failed = Failed(Start);

        var off = WalletMachine.SetAutocharge(failed, new SetAutocharge(IsEnabled: false, null, null))!;
        Assert.Equal(HoldResult.Ok, WalletMachine.Hold(off, "c", 10, 12, Start).Result);
        Assert.Null(off.DueAt);

        var anew = Write(WalletMachine.SetAutocharge(failed, On with { AmountMinor = 2000 })!, Start.AddMinutes(1));
        Assert.Equal(HoldResult.Ok, WalletMachine.Hold(anew, "c", 10, 12, Start).Result);
        Assert.Null(anew.Autocharge.Pending);
        Assert.Equal(2000, Write(anew, Start.AddHours(6)).Autocharge.Pending!.AmountMinor);
    }

    [Fact]
    public void A_failure_that_is_told_late_or_twice_changes_nothing()
    {
        var pending = Write(Debit(Enabled(500), 400, Start), Start);
        var intent = pending.Autocharge.Pending!.IntentId;
        Assert.Same(pending, WalletMachine.FailRecharge(pending, Guid.NewGuid().ToString()));

        var credited = Credited(pending, Start);
        Assert.Same(credited, WalletMachine.FailRecharge(credited, intent));
        Assert.False(credited.Autocharge.HasFailed);
    }

    [Fact]
    public void One_that_is_pending_goes_on_when_it_is_switched_off_and_its_failure_then_stops_nothing()
    {
        var pending = Write(Debit(Enabled(500), 400, Start), Start);
        var off = WalletMachine.SetAutocharge(pending, new SetAutocharge(IsEnabled: false, null, null))!;
        Assert.Equal(pending.Autocharge.Pending, off.Autocharge.Pending);
        Assert.NotNull(off.DueAt);

        Assert.False(WalletMachine.FailRecharge(off, off.Autocharge.Pending!.IntentId).Autocharge.HasFailed);
        Assert.Equal(1100, Credited(off, Start).BalanceMinor);
    }

    [Fact]
    public void It_cannot_be_on_without_a_threshold_and_an_amount_and_keeps_those_it_was_given()
    {
        var wallet = WalletMachine.GrantTrial(WalletMachine.New("t", "USD", Start.AddDays(7)), 500, Guid.NewGuid(), Start).Next;
        Assert.Null(WalletMachine.SetAutocharge(wallet, new SetAutocharge(IsEnabled: true, 100, null)));
        Assert.Null(WalletMachine.SetAutocharge(wallet, new SetAutocharge(IsEnabled: true, null, 100)));

        wallet = WalletMachine.SetAutocharge(wallet, new SetAutocharge(IsEnabled: false, 100, 200))!;
        wallet = WalletMachine.SetAutocharge(wallet, new SetAutocharge(IsEnabled: true, null, 300))!;
        Assert.Equal(new AutochargeView(true, 100, 300, null, IsPending: false, HasFailed: false), wallet.Autocharge.ToView());
    }

    [Fact]
    public void A_suspended_tenant_is_not_recharged() =>
        Assert.Null(Write(Debit(Enabled(500), 400, Start) with { IsSuspended = true }, Start).Autocharge.Pending);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_happens_there_is_one_recharge_in_six_hours_at_most_and_each_is_credited_once(int seed)
    {
        var random = new Random(seed);
        var wallet = Enabled(500);
        var ledger = new List<LedgerEntry>();
        var decided = new Dictionary<string, (DateTimeOffset At, long Amount)>();
        var told = new List<string>();
        var (now, step, failures, stops) = (Start, 0, 0, 0);

        for (; step < 20_000; step++)
        {
            now += TimeSpan.FromSeconds(random.Next(1, 600));
            var before = wallet;
            wallet = Write(Next(), now);
            if (wallet.Autocharge.Pending is { } recharge && recharge != before.Autocharge.Pending)
            {
                Assert.True(decided.TryAdd(recharge.IntentId, (now, recharge.AmountMinor)));
                Assert.True(before.Autocharge.LastAt is null || now - before.Autocharge.LastAt >= WalletMachine.RechargeInterval);
                Assert.True(wallet.BalanceMinor < wallet.Autocharge.ThresholdMinor);
            }

            WalletMachine.AssertSound(wallet);
            Assert.Equal(500 + ledger.Sum(entry => entry.AmountMinor), wallet.BalanceMinor);
            // Nothing that was wanted or begun is ever forgotten.
            Assert.True(wallet.Autocharge.Pending is null || wallet.DueAt is not null);
        }

        var credits = ledger.Where(entry => decided.ContainsKey(entry.OperationId["intent:".Length..])).ToList();
        Assert.True(decided.Count > 100 && failures > 10 && stops > 10, $"{decided.Count} recharges, {failures} failures, {stops} refused calls");
        Assert.Equal(credits.Count, credits.Select(entry => entry.OperationId).Distinct().Count());
        Assert.All(credits, entry => Assert.Equal(decided[entry.OperationId["intent:".Length..]].Amount, entry.AmountMinor));
        Assert.Equal(decided.Count - failures - (wallet.Autocharge.Pending is null ? 0 : 1), credits.Count);

        WalletState Next()
        {
            var pending = wallet.Autocharge.Pending;
            switch (random.Next(12))
            {
                case < 5:
                    var hold = WalletMachine.Hold(wallet, $"c{step}", random.Next(10, 600), 12, now);
                    if (hold.Result == HoldResult.RechargeFailed) stops++;
                    return hold.Next;
                case < 8 when wallet.Holds.Count > 0:
                    return Take(WalletMachine.Settle(wallet, wallet.Holds.Keys.Order().First(), random.Next(0, 600), Guid.NewGuid(), now));
                case 8:
                    return Take(WalletMachine.Charge(wallet, new Charge($"number:{step}", "number_charge", random.Next(1, 200), "Number"), Guid.NewGuid(), now));
                case 9 when random.Next(20) == 0:
                    return Take(WalletMachine.Credit(wallet, new Credit($"intent:{Guid.NewGuid()}", "topup", random.Next(1, 500), "Top-up"), Guid.NewGuid(), now));
                case 10 when random.Next(10) == 0:
                    return WalletMachine.SetAutocharge(wallet, On with { IsEnabled = random.Next(4) > 0, AmountMinor = random.Next(100, 1500) }) ?? wallet;
                case 11 when pending is not null && random.Next(5) == 0:
                    failures++;
                    told.Add(pending.IntentId);
                    return WalletMachine.FailRecharge(wallet, pending.IntentId);
                case 11 when pending is not null:
                    told.Add(pending.IntentId);
                    return Take(WalletMachine.Credit(
                        wallet, new Credit($"intent:{pending.IntentId}", "topup", pending.AmountMinor, "Automatic recharge", pending.IntentId), Guid.NewGuid(), now));
                case 11 when told.Count > 0:
                    // The provider repeats itself: the grain knows a credit by the ledger, the machine a failure by itself.
                    return WalletMachine.FailRecharge(wallet, told[random.Next(told.Count)]);
                default:
                    return wallet;
            }
        }

        WalletState Take(WalletDecision decision)
        {
            if (decision.Entry is { } entry) ledger.Add(entry);
            return decision.Next;
        }
    }

    /// <summary>What every write of a wallet ends with.</summary>
    private static WalletState Write(WalletState wallet, DateTimeOffset now) => WalletMachine.DecideRecharge(wallet, Guid.NewGuid(), now);

    private static WalletState Enabled(long balanceMinor)
    {
        var wallet = WalletMachine.GrantTrial(WalletMachine.New("t", "USD", DateTimeOffset.MaxValue), balanceMinor, Guid.NewGuid(), Start).Next;
        return WalletMachine.SetAutocharge(wallet, On)!;
    }

    private static WalletState Debit(WalletState wallet, long minor, DateTimeOffset now)
    {
        var decision = WalletMachine.Charge(wallet, new Charge(Guid.NewGuid().ToString(), "number_charge", minor, "Number"), Guid.NewGuid(), now);
        Assert.Equal(HoldResult.Ok, decision.Result);
        return decision.Next;
    }

    private static WalletState TopUp(WalletState wallet, long minor, DateTimeOffset now) =>
        WalletMachine.Credit(wallet, new Credit($"intent:{Guid.NewGuid()}", "topup", minor, "Top-up", Guid.NewGuid().ToString()), Guid.NewGuid(), now).Next;

    private static WalletState Credited(WalletState wallet, DateTimeOffset now)
    {
        var recharge = wallet.Autocharge.Pending!;
        var credit = new Credit($"intent:{recharge.IntentId}", "topup", recharge.AmountMinor, "Automatic recharge", recharge.IntentId);
        var credited = WalletMachine.Credit(wallet, credit, Guid.NewGuid(), now).Next;
        Assert.Null(credited.Autocharge.Pending);
        return credited;
    }

    private static WalletState Failed(DateTimeOffset now)
    {
        var pending = Write(Debit(Enabled(500), 400, now), now);
        return WalletMachine.FailRecharge(pending, pending.Autocharge.Pending!.IntentId);
    }
}
