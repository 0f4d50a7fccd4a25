using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using Switchboard.Carriers.Simulator.Inventory;
using Switchboard.Numbers;
using Switchboard.Wallets;

namespace Switchboard.Tests.Silo;

/// <summary>Numbers on a real host and store: with a carrier that fails, nodes that stop, and months that go by.</summary>
public sealed class NumberGrainTests
{
    private const string Phone = "+14155550120";

    [Fact]
    public async Task Of_many_who_want_a_number_one_gets_it_and_pays()
    {
        await using var engine = await EngineFixture.StartAsync();
        var tenants = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.SignUpAsync()));

        var answers = await Task.WhenAll(tenants.SelectMany(one => Enumerable.Range(0, 3).Select(_ => AcquireAsync(engine, one.Tenant.Id))));

        var number = Assert.Single(answers, answer => answer.Number is not null).Number!;
        Assert.All(answers.Where(answer => answer.Number is null), answer => Assert.Equal(NumberRefusal.Held, answer.Refusal));
        Assert.Equal((NumberStatus.Active, 150L, true), (number.Status, number.MonthlyMinor, number.AreWebhooksConfigured));
        foreach (var (tenant, _) in tenants)
        {
            var balance = (await engine.Grains.GetGrain<IWalletGrain>(tenant.Id).Get()).BalanceMinor;
            Assert.Equal(tenant.Id == number.TenantId ? 350 : 500, balance);
        }
    }

    [Fact]
    public async Task While_the_carrier_does_not_answer_the_number_is_paid_and_reserved_and_the_next_node_goes_on()
    {
        var silent = new Inventory { Provision = () => throw new HttpRequestException("The carrier is away.") };
        var clock = new Clock();
        var engine = await StartAsync(silent, clock);
        var (tenant, _) = await engine.SignUpAsync();
        var id = Guid.CreateVersion7().ToString();
        var taken = (await AcquireAsync(engine, tenant.Id, id)).Number!;
        Assert.Equal(NumberStatus.Provisioning, taken.Status);
        Assert.Equal(NumberRefusal.Held, (await AcquireAsync(engine, tenant.Id)).Refusal);
        Assert.Equal(NumberStatus.Provisioning, (await engine.Grains.GetGrain<INumberGrain>(id).Release(tenant.Id))!.Status);

        var folder = await engine.StopAsync();
        await using var next = await StartAsync(new Inventory(), clock, folder);
        clock.Advance(TimeSpan.FromMinutes(1));
        var number = next.Grains.GetGrain<INumberGrain>(id);
        Assert.Equal(taken.CreatedAt.AddMonths(1), await number.OnDeadline());
        Assert.Equal((NumberStatus.Active, taken.CreatedAt.AddMonths(1)), ((await number.Get())!.Status, (await number.Get())!.PaidUntil!.Value));
        Assert.Equal(350, (await next.Grains.GetGrain<IWalletGrain>(tenant.Id).Get()).BalanceMinor);
    }

    [Fact]
    public async Task What_was_paid_for_a_number_that_the_carrier_refuses_is_given_back()
    {
        await using var engine = await StartAsync(new Inventory { Provision = () => false }, new Clock());
        var (tenant, _) = await engine.SignUpAsync();

        Assert.Equal(NumberRefusal.RefusedByCarrier, (await AcquireAsync(engine, tenant.Id)).Refusal);

        Assert.Equal([150L, -150, 500], (await LedgerAsync(engine, tenant.Id)).Select(entry => entry.AmountMinor));
        Assert.Empty(await engine.Services.GetRequiredService<NumberRegister>().PageAsync(tenant.Id, null, 10));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_number_that_the_wallet_does_not_pay_and_the_carrier_is_never_asked()
    {
        var inventory = new Inventory();
        await using var engine = await StartAsync(inventory, new Clock(), null, ("Billing:Numbers:USD", "501"));
        var (tenant, _) = await engine.SignUpAsync();
        var id = Guid.CreateVersion7().ToString();

        Assert.Equal(NumberRefusal.InsufficientFunds, (await AcquireAsync(engine, tenant.Id, id)).Refusal);

        Assert.Equal(0, inventory.Orders);
        Assert.Null(await engine.Grains.GetGrain<INumberGrain>(id).Get());
        Assert.Null(await engine.Grains.GetGrain<INumberGrain>(id).OnDeadline());
        Assert.Single(await LedgerAsync(engine, tenant.Id));
    }

    [Fact]
    public async Task Each_month_is_charged_once_until_the_number_is_given_back()
    {
        var clock = new Clock();
        await using var engine = await StartAsync(new Inventory(), clock, null, ("Billing:Numbers:USD", "100"));
        var (tenant, _) = await engine.SignUpAsync();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(tenant.Id);
        await wallet.Credit(new Credit("intent:1", "topup", 1000, "Top-up"));
        var taken = (await AcquireAsync(engine, tenant.Id)).Number!;
        var number = engine.Grains.GetGrain<INumberGrain>(taken.Id);

        for (var month = 1; month <= 3; month++)
        {
            clock.Advance(taken.CreatedAt.AddMonths(month).AddHours(1) - clock.GetUtcNow());
            await Task.WhenAll(number.OnDeadline(), number.OnDeadline());
            Assert.Equal(1400 - (100 * month), (await wallet.Get()).BalanceMinor);
        }

        var months = (await LedgerAsync(engine, tenant.Id)).Where(entry => entry.Kind == "number_charge").Select(entry => entry.OperationId).ToList();
        Assert.Equal([.. Enumerable.Range(0, 4).Select(month => $"number:{taken.Id}:{taken.CreatedAt.AddMonths(month):yyyy-MM}").Reverse()], months);

        Assert.Null(await number.Release(Guid.NewGuid().ToString()));
        var released = await number.Release(tenant.Id);
        Assert.Equal((NumberStatus.Released, false), (released!.Status, released.AreWebhooksConfigured));
        Assert.Equal(released, await number.Release(tenant.Id));
        clock.Advance(TimeSpan.FromDays(60));
        Assert.Null(await number.OnDeadline());
        Assert.Equal(1100, (await wallet.Get()).BalanceMinor);
        Assert.NotNull((await AcquireAsync(engine, tenant.Id)).Number);
    }

    [Fact]
    public async Task A_number_whose_month_is_not_paid_is_past_due_for_a_week_and_then_given_back()
    {
        var clock = new Clock();
        await using var engine = await StartAsync(new Inventory(), clock, null, ("Billing:Numbers:USD", "300"));
        var (tenant, _) = await engine.SignUpAsync();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(tenant.Id);
        await wallet.Credit(new Credit("intent:1", "topup", 1, "Top-up"));
        var taken = (await AcquireAsync(engine, tenant.Id)).Number!;
        var number = engine.Grains.GetGrain<INumberGrain>(taken.Id);

        clock.Advance(taken.CreatedAt.AddMonths(1) - clock.GetUtcNow());
        for (var day = 0; day < 7; day++)
        {
            await number.OnDeadline();
            Assert.Equal(NumberStatus.PastDue, (await number.Get())!.Status);
            clock.Advance(TimeSpan.FromDays(1));
        }

        await number.OnDeadline();
        Assert.Equal(NumberStatus.Released, (await number.Get())!.Status);
        Assert.Equal(201, (await wallet.Get()).BalanceMinor);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Phone, true)]
    [InlineData("+14155550121", false)]
    [InlineData("+14155550122", false)]
    public async Task A_carrier_that_wants_owned_numbers_refuses_others(string? from, bool isAccepted)
    {
        await using var engine = await EngineFixture.StartAsync(null, services => services.AddSingleton<ICarrier>(
            provider => new WantsOwnedNumbers(ActivatorUtilities.CreateInstance<SimulatedCarrier>(provider))));
        var (tenant, agent) = await engine.SignUpAsync();
        var (other, _) = await engine.SignUpAsync();
        Assert.NotNull((await AcquireAsync(engine, tenant.Id)).Number);
        Assert.NotNull((await AcquireAsync(engine, other.Id, phone: "+14155550121")).Number);

        var answer = await engine.Grains.GetGrain<ICallGrain>(Guid.CreateVersion7().ToString())
            .Place(new PlaceCall(tenant.Id, agent.Id, "+12025550101", from, null, 60, null));

        Assert.Equal(isAccepted ? null : PlaceCallRefusal.FromNumberNotOwned, answer.Refusal);
        if (isAccepted) await engine.AwaitSettledAsync(tenant.Id, answer.Call!.Id);
    }

    private static Task<EngineFixture> StartAsync(
        Inventory inventory, Clock clock, string? folder = null, params (string Key, string Value)[] settings) => EngineFixture.StartAsync(
        folder,
        services => services
            .AddSingleton<INumberInventory>(provider => inventory.Over(provider.GetRequiredService<NumberRegister>()))
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)),
        settings);

    private static Task<AcquireNumberResult> AcquireAsync(EngineFixture engine, string tenantId, string? id = null, string phone = Phone) =>
        engine.Grains.GetGrain<INumberGrain>(id ?? Guid.CreateVersion7().ToString())
            .Acquire(new AcquireNumber(tenantId, phone, NumberSource.Provisioned, null));

    private static Task<IReadOnlyList<LedgerEntry>> LedgerAsync(EngineFixture engine, string tenantId) =>
        engine.Services.GetRequiredService<LedgerRegister>().PageAsync(tenantId, null, 100);

    /// <summary>The simulator's inventory, whose orders a test decides on.</summary>
    private sealed class Inventory : INumberInventory
    {
        private SimulatedInventory? _offers;

        public Func<bool> Provision { get; init; } = () => true;

        public int Orders { get; private set; }

        public string Name => "simulator";

        public Inventory Over(NumberRegister numbers)
        {
            _offers = new SimulatedInventory(numbers);
            return this;
        }

        public Task<IReadOnlyList<AvailableNumber>> SearchAsync(NumberSearch search, CancellationToken cancellationToken) =>
            _offers!.SearchAsync(search, cancellationToken);

        public Task<AvailableNumber?> FindAsync(string phone, CancellationToken cancellationToken) => _offers!.FindAsync(phone, cancellationToken);

        public Task<bool> ProvisionAsync(NumberOrder order, CancellationToken cancellationToken)
        {
            Orders++;
            return Task.FromResult(Provision());
        }

        public Task<bool> ImportAsync(NumberOrder order, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task ReleaseAsync(NumberOrder order, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The simulator, but for the one thing that carriers of the real world want.</summary>
    private sealed class WantsOwnedNumbers(ICarrier carrier) : ICarrier
    {
        public string Name => carrier.Name;

        public CarrierCapacity Capacity => carrier.Capacity;

        public double TimeScale => carrier.TimeScale;

        public bool RequiresOwnedNumbers => true;

        public string? ReserveCallId(string callId) => carrier.ReserveCallId(callId);

        public Task<DialResult> DialAsync(CarrierCall call, CancellationToken cancellationToken) => carrier.DialAsync(call, cancellationToken);

        public Task HangUpAsync(CarrierCall call, CancellationToken cancellationToken) => carrier.HangUpAsync(call, cancellationToken);

        public Task ResumeAsync(CarrierCall call, ProposalDecision decision, CancellationToken cancellationToken) =>
            carrier.ResumeAsync(call, decision, cancellationToken);

        public Task TransferAsync(CarrierCall call, CarrierTransfer transfer, CancellationToken cancellationToken) =>
            carrier.TransferAsync(call, transfer, cancellationToken);

        public ValueTask<Conversation?> ListenAsync(CarrierCall call, CancellationToken cancellationToken) => carrier.ListenAsync(call, cancellationToken);

        public Task<double?> SynchroniseAsync(CarrierCall call, CancellationToken cancellationToken) => carrier.SynchroniseAsync(call, cancellationToken);

        public Task<Recording?> OpenRecordingAsync(CarrierCall call, CancellationToken cancellationToken) => carrier.OpenRecordingAsync(call, cancellationToken);

        public Task EraseAsync(CarrierCall call, CancellationToken cancellationToken) => carrier.EraseAsync(call, cancellationToken);
    }
}
