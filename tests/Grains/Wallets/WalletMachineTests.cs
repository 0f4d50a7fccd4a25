using Switchboard.Wallets;

namespace Switchboard.Tests.Grains.Wallets;

/// <summary>The wallet's rules under thousands of random operations, checked against a naive book-keeper.</summary>
public sealed class WalletMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(142, 600, 1420)]
    [InlineData(0, 600, 0)]
    [InlineData(1, 12, 1)]
    [InlineData(60, 12, 12)]
    [InlineData(61, 12, 13)]
    [InlineData(7200, 600, 72000)]
    public void A_price_is_rounded_up_to_the_next_minor_unit(int seconds, long rate, long price) =>
        Assert.Equal(price, Pricing.Price(seconds, rate));

    [Fact]
    public void Five_dollars_at_twelve_cents_are_forty_one_minutes() => Assert.Equal(41, Pricing.WholeMinutes(500, 12));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_happens_the_balance_is_the_sum_of_the_ledger_and_covers_the_holds(int seed)
    {
        var random = new Random(seed);
        var ledger = new List<LedgerEntry>();
        var wallet = Take(WalletMachine.GrantTrial(WalletMachine.New("t", "USD", Start.AddDays(7)), 500, Guid.NewGuid(), Start));
        var settled = new HashSet<string>();

        for (var step = 0; step < 5000; step++)
        {
            var now = Start.AddMinutes(step % (8 * 24 * 60));
            var decision = Next(now);
            if (decision is null) continue;
            wallet = Take(decision);
            WalletMachine.AssertSound(wallet);
            Assert.Equal(ledger.Sum(entry => entry.AmountMinor), wallet.BalanceMinor);
            Assert.Equal(wallet.Holds.Values.Sum(hold => hold.AmountMinor), wallet.HeldMinor);
            Assert.True(wallet.AvailableMinor >= 0);
        }

        Assert.True(settled.Count > 100);
        Assert.Equal(ledger.Count, ledger.Select(entry => entry.OperationId).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, ledger.Count), ledger.Select(entry => (int)entry.Number));

        WalletDecision? Next(DateTimeOffset now)
        {
            var open = wallet.Holds.Keys.Order().ToList();
            switch (random.Next(10))
            {
                case < 4:
                    return WalletMachine.Hold(wallet, Guid.NewGuid().ToString(), random.Next(10, 7201), 12, now);
                case < 7 when open.Count > 0:
                    var call = open[random.Next(open.Count)];
                    Assert.True(settled.Add(call));
                    return WalletMachine.Settle(wallet, call, random.Next(0, 9000), Guid.NewGuid(), now);
                case 7 when open.Count > 0:
                    return WalletMachine.Release(wallet, open[0]);
                case 8:
                    var credit = new Credit($"intent:{Guid.NewGuid()}", "topup", random.Next(1, 5000), "Top-up");
                    return WalletMachine.Credit(wallet, credit, Guid.NewGuid(), now);
                case 9:
                    return WalletMachine.Charge(wallet, new Charge(Guid.NewGuid().ToString(), "number_charge", 100, "Number"), Guid.NewGuid(), now);
                default:
                    return null;
            }
        }

        WalletState Take(WalletDecision decision)
        {
            if (decision.Entry is { } entry)
            {
                ledger.Add(entry);
                Assert.Equal(decision.Next.BalanceMinor, entry.BalanceAfterMinor);
            }

            if (decision.Result != HoldResult.Ok) Assert.Null(decision.Entry);
            return decision.Next;
        }
    }

    [Fact]
    public void A_charge_is_never_more_than_its_hold()
    {
        var wallet = Funded(100);
        wallet = WalletMachine.Hold(wallet, "c", 60, 12, Start).Next;
        var settled = WalletMachine.Settle(wallet, "c", 6000, Guid.NewGuid(), Start);
        Assert.Equal(12, settled.Hold!.ChargedMinor);
        Assert.Equal(88, settled.Next.BalanceMinor);
        Assert.Equal(0, settled.Next.HeldMinor);
    }

    [Fact]
    public void A_hold_is_refused_when_what_is_held_already_leaves_too_little()
    {
        var wallet = WalletMachine.Hold(Funded(100), "a", 300, 12, Start).Next;
        var second = WalletMachine.Hold(wallet, "b", 300, 12, Start);
        Assert.Equal(HoldResult.InsufficientFunds, second.Result);
        Assert.Same(wallet, second.Next);
    }

    [Fact]
    public void An_unanswered_call_gives_everything_back_and_leaves_no_row()
    {
        var wallet = WalletMachine.Hold(Funded(100), "a", 300, 12, Start).Next;
        var settled = WalletMachine.Settle(wallet, "a", 0, Guid.NewGuid(), Start);
        Assert.Null(settled.Entry);
        Assert.Equal(100, settled.Next.AvailableMinor);
    }

    [Fact]
    public void A_trial_that_ran_out_ends_spending_until_something_is_paid()
    {
        var wallet = Funded(100);
        var later = Start.AddDays(7);
        Assert.Equal(HoldResult.TrialExpired, WalletMachine.Hold(wallet, "a", 60, 12, later).Result);
        var paid = WalletMachine.Credit(wallet, new Credit("intent:1", "topup", 1000, "Top-up"), Guid.NewGuid(), later).Next;
        Assert.Equal(HoldResult.Ok, WalletMachine.Hold(paid, "a", 60, 12, later).Result);
    }

    [Fact]
    public void A_confirmed_hold_cannot_be_released()
    {
        var wallet = WalletMachine.Hold(Funded(100), "a", 60, 12, Start).Next;
        wallet = wallet with { Holds = wallet.Holds.SetItem("a", wallet.Holds["a"] with { Status = HoldStatus.Confirmed }) };
        Assert.Throws<InvalidOperationException>(() => WalletMachine.Release(wallet, "a"));
    }

    private static WalletState Funded(long minor) =>
        WalletMachine.GrantTrial(WalletMachine.New("t", "USD", Start.AddDays(7)), minor, Guid.NewGuid(), Start).Next;
}
