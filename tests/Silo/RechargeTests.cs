using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Payments;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Tests.Silo;

/// <summary>Automatic recharge on a real host and store, with a payment provider that a test controls.</summary>
public sealed class RechargeTests
{
    [Fact]
    public async Task A_call_that_takes_the_balance_under_the_threshold_is_followed_by_one_recharge()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(tenant.Id);
        await wallet.SetAutocharge(new SetAutocharge(IsEnabled: true, 500, 2500));

        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550100");
        await engine.AwaitSettledAsync(tenant.Id, placed.Call!.Id);

        var view = await AwaitAsync(wallet, look => look.BalanceMinor > 500);
        Assert.Equal((500 - 6 + 2500, false, true), (view.BalanceMinor, view.Autocharge.HasFailed, view.HasPaid));
        var entry = (await engine.Services.GetRequiredService<LedgerRegister>().PageAsync(tenant.Id, null, 1))[0];
        Assert.Equal(("topup", "Automatic recharge", 2500L), (entry.Kind, entry.Description, entry.AmountMinor));
        var intent = await engine.Services.GetRequiredService<PaymentRegister>().FindAsync(entry.OperationId["intent:".Length..]);
        Assert.Equal((PaymentStatus.Succeeded, true, tenant.Id), (intent!.Status, intent.IsAutomatic, intent.TenantId));
    }

    [Fact]
    public async Task A_recharge_that_was_decided_is_asked_for_by_the_next_node_with_the_same_key_and_credited_once()
    {
        var silent = new Provider(_ => throw new HttpRequestException("The provider is away."));
        var clock = new Clock();
        var engine = await StartAsync(silent, clock);
        var (tenant, _) = await engine.SignUpAsync();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(tenant.Id);
        await wallet.SetAutocharge(new SetAutocharge(IsEnabled: true, 300, 1000));
        Assert.Equal(HoldResult.Ok, await wallet.Charge(new Charge("n", "number_charge", 201, "Number")));
        await Eventually.Async(() => Task.FromResult(!silent.Asked.IsEmpty), () => "Nobody asked the provider");
        Assert.True((await wallet.Get()).Autocharge.IsPending);

        var folder = await engine.StopAsync();
        var slow = new Provider(_ => Task.CompletedTask);
        await using var next = await StartAsync(slow, clock, folder);
        wallet = next.Grains.GetGrain<IWalletGrain>(tenant.Id);
        Assert.True((await wallet.Get()).Autocharge.IsPending);
        clock.Advance(WalletMachine.AskAgainAfter);
        await wallet.OnDeadline();
        Assert.NotEmpty(slow.Asked);
        Assert.True(await wallet.OnDeadline() > clock.GetUtcNow());
        Assert.Single(slow.Asked.Append(silent.Asked.First()).Select(intent => (intent.Id, intent.AmountMinor)).Distinct());

        // Now the provider tells how it ended, and tells it again.
        var events = next.Services.GetRequiredService<PaymentEvents>();
        var succeeded = PaymentEvent.OfSandbox(slow.Asked.First(), PaymentEvent.Succeeded);
        Assert.Equal(PaymentEventResult.Applied, await events.ApplyAsync(succeeded));
        Assert.Equal(PaymentEventResult.Repeated, await events.ApplyAsync(succeeded));
        Assert.Equal(PaymentEventResult.Applied, await events.ApplyAsync(succeeded with { Id = "evt_other" }));
        var view = await wallet.Get();
        Assert.Equal((1299, false), (view.BalanceMinor, view.Autocharge.IsPending));
        Assert.Null(await wallet.OnDeadline());
    }

    [Fact]
    public async Task A_recharge_that_fails_stops_new_calls_and_charges_nobody_twice()
    {
        await using var engine = await EngineFixture.StartAsync(null, ("Payments:Sandbox:DeclineAutocharge", "true"));
        var (tenant, agent) = await engine.SignUpAsync();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(tenant.Id);
        await wallet.SetAutocharge(new SetAutocharge(IsEnabled: true, 500, 2500));
        Assert.Equal(HoldResult.Ok, await wallet.Charge(new Charge("n", "number_charge", 1, "Number")));

        await AwaitAsync(wallet, look => look.Autocharge.HasFailed);
        Assert.Equal(HoldResult.RechargeFailed, await wallet.Precheck(60));
        var refused = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550100");
        Assert.Equal(Switchboard.Calls.PlaceCallRefusal.InsufficientFunds, refused.Refusal);

        Assert.True(await wallet.Credit(new Credit("intent:1", "topup", 1, "Top-up")));
        Assert.Equal(HoldResult.Ok, await wallet.Precheck(60));
        var view = await wallet.Get();
        Assert.Equal((500, false), (view.BalanceMinor, view.Autocharge.HasFailed));
    }

    [Fact]
    public async Task A_tenant_that_was_suspended_can_spend_nothing_once_its_wallet_is_loaded_anew()
    {
        var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var suspend = new WriteSet().Update(Identity.IdentityTables.Tenants, new Row { ["id"] = tenant.Id, ["status"] = "suspended" });
        Assert.IsType<CommitVerdict.Committed>(await engine.Store.CommitAsync(suspend));

        await using var next = await EngineFixture.StartAsync(await engine.StopAsync());
        Assert.Equal(HoldResult.Suspended, await next.Grains.GetGrain<IWalletGrain>(tenant.Id).Precheck(60));
        Assert.Equal(Switchboard.Calls.PlaceCallRefusal.Suspended, (await next.PlaceAsync(tenant.Id, agent.Id, "+12025550100")).Refusal);
    }

    private static Task<EngineFixture> StartAsync(Provider provider, Clock clock, string? folder = null) => EngineFixture.StartAsync(
        folder,
        services => services.Replace(ServiceDescriptor.Singleton<IPaymentProvider>(provider)).Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));

    private static async Task<WalletView> AwaitAsync(IWalletGrain wallet, Func<WalletView, bool> isWanted)
    {
        WalletView? view = null;
        await Eventually.Async(async () => isWanted(view = await wallet.Get()), () => $"The wallet stays {view}");
        return view!;
    }

    private sealed class Provider(Func<PaymentIntent, Task> charge) : IPaymentProvider
    {
        public ConcurrentQueue<PaymentIntent> Asked { get; } = [];

        public Task ChargeAsync(PaymentIntent intent, CancellationToken cancellationToken)
        {
            Asked.Enqueue(intent);
            return charge(intent);
        }
    }
}
