using Microsoft.Extensions.DependencyInjection;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Tests.Silo;

/// <summary>The wallet on a real host and a real store.</summary>
public sealed class WalletGrainTests
{
    [Fact]
    public async Task A_tenant_starts_with_its_trial_credit_as_the_first_row_of_the_ledger()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, _) = await engine.SignUpAsync("IN");
        var wallet = await engine.Grains.GetGrain<IWalletGrain>(tenant.Id).Get();
        Assert.Equal(("INR", 45_000L, 0L, 600L), (wallet.Currency, wallet.BalanceMinor, wallet.HeldMinor, wallet.RatePerMinuteMinor));
        var entry = Assert.Single(await engine.Services.GetRequiredService<LedgerRegister>().PageAsync(tenant.Id, null, 10));
        Assert.Equal(("trial", 45_000L), (entry.Kind, entry.AmountMinor));
    }

    [Fact]
    public async Task Many_at_once_never_overdraw_and_every_repeat_is_answered_alike()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, _) = await engine.SignUpAsync();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(tenant.Id);

        // 500 cents of credit cover eight holds of 60 cents, whoever comes first.
        var calls = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7().ToString()).ToList();
        var answers = await Task.WhenAll(calls.Concat(calls).Select(call => wallet.Hold(call, 300)));
        var held = calls.Zip(answers).Where(pair => pair.Second.Result == HoldResult.Ok).Select(pair => pair.First).ToList();
        Assert.Equal(8, held.Count);
        Assert.Equal(answers.Take(50), answers.Skip(50));

        foreach (var call in held) await ConfirmAsync(engine, call);
        var charged = await Task.WhenAll(held.Concat(held).Select(call => wallet.Settle(call, 61)));
        Assert.All(charged, amount => Assert.Equal(13, amount));

        var view = await wallet.Get();
        Assert.Equal((500 - (8 * 13), 0), (view.BalanceMinor, view.HeldMinor));
        var ledger = await engine.Services.GetRequiredService<LedgerRegister>().PageAsync(tenant.Id, null, 100);
        Assert.Equal(view.BalanceMinor, ledger.Sum(entry => entry.AmountMinor));
        Assert.Equal(9, ledger.Count);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        var engine = await EngineFixture.StartAsync();
        var (tenant, _) = await engine.SignUpAsync();
        var call = Guid.CreateVersion7().ToString();
        Assert.Equal(new HoldAnswer(HoldResult.Ok, 60, 12), await engine.Grains.GetGrain<IWalletGrain>(tenant.Id).Hold(call, 300));
        Assert.True(await engine.Grains.GetGrain<IWalletGrain>(tenant.Id).Credit(new Credit("intent:1", "topup", 1000, "Top-up")));
        await ConfirmAsync(engine, call);

        await using var next = await EngineFixture.StartAsync(await engine.StopAsync());
        var wallet = next.Grains.GetGrain<IWalletGrain>(tenant.Id);
        var view = await wallet.Get();
        Assert.Equal((1500L, 60L), (view.BalanceMinor, view.HeldMinor));
        Assert.False(await wallet.Credit(new Credit("intent:1", "topup", 1000, "Top-up")));
        Assert.Equal(12, await wallet.Settle(call, 60));
        Assert.Equal(new HoldAnswer(HoldResult.Closed, 0, 12), await wallet.Hold(call, 300));
    }

    private static async Task ConfirmAsync(EngineFixture engine, string call) =>
        Assert.IsType<CommitVerdict.Committed>(await engine.Store.CommitAsync(new WriteSet().ConfirmHold(call)));
}
