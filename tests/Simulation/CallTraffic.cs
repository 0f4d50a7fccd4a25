using Microsoft.Extensions.DependencyInjection;
using Switchboard.Calls;
using Switchboard.Handoffs;
using Switchboard.Wallets;

namespace Switchboard.Tests.Simulation;

/// <summary>Clients that place calls, hand them to people, top up and hang up, and ask again when they get no answer, as careful clients do.</summary>
internal sealed class CallTraffic(EngineWorld world)
{
    private const string Handoff = "+12025550108";

    private static readonly string[] Numbers =
    [
        "+12025550100", "+12025550101", "+12025550102", "+12025550103", "+12025550104", "+12025550105", "+12025550107",
        Handoff, "+12025550109", "+12025550110", "+12025550111", "+12025550112", "+14155550123", "+14155550124", "+14155550125",
    ];

    private readonly Dictionary<string, string> _accepted = [];
    private readonly HashSet<string> _refused = [];
    private readonly HashSet<string> _hungUp = [];
    private readonly HashSet<string> _transferred = [];

    /// <summary>The calls that were acknowledged, with the number of each.</summary>
    public IReadOnlyDictionary<string, string> Accepted => _accepted;

    /// <summary>Calls that were refused for certain.</summary>
    public IReadOnlySet<string> Refused => _refused;

    /// <summary>Calls that somebody wanted to end early.</summary>
    public IReadOnlySet<string> HungUp => _hungUp;

    /// <summary>Calls that somebody wanted to hand to a person.</summary>
    public IReadOnlySet<string> Transferred => _transferred;

    /// <summary>How many of them were acknowledged to be handed over.</summary>
    public int TransfersAccepted { get; private set; }

    /// <summary>Puts people into a queue, fewer than there will be calls for them.</summary>
    public async Task AddPeopleAsync(string tenantId, int people)
    {
        for (var i = 1; i <= people; i++)
            await world.Services.GetRequiredService<HandoffRegister>().SetAsync(tenantId, "desk", $"Person {i}", $"+1415555019{i}", available: true);
    }

    /// <summary>Places so many calls, at random moments within a time.</summary>
    public async Task PlaceAsync(string tenantId, string agentId, int calls, TimeSpan within)
    {
        var placed = Enumerable.Range(0, calls).Select(_ => PlaceOneAsync(tenantId, agentId, within)).ToList();
        foreach (var call in placed) await call;
    }

    /// <summary>Pays once, however often it has to ask.</summary>
    public async Task TopUpAsync(string tenantId, long minor)
    {
        var credit = new Credit($"intent:{world.NewId()}", "topup", minor, "Top-up");
        await InsistAsync(() => world.Client.GetGrain<IWalletGrain>(tenantId).Credit(credit), attempts: int.MaxValue);
    }

    /// <summary>Sets automatic recharge up, however often it has to ask.</summary>
    public async Task SetAutochargeAsync(string tenantId, SetAutocharge command) =>
        Assert.NotNull(await InsistAsync(() => world.Client.GetGrain<IWalletGrain>(tenantId).SetAutocharge(command), attempts: int.MaxValue));

    /// <summary>Takes small charges from the wallet, whether it pays them or not.</summary>
    public async Task SpendAsync(string tenantId, TimeSpan everyAtMost, DateTimeOffset until)
    {
        while (world.Simulation.Now < until)
        {
            await world.Simulation.Delay(everyAtMost * world.Simulation.Random.NextDouble());
            var charge = new Charge($"charge:{world.NewId()}", "number_charge", world.Simulation.Random.Next(20, 60), "Number");
            await InsistAsync(() => world.Client.GetGrain<IWalletGrain>(tenantId).Charge(charge), attempts: int.MaxValue);
        }
    }

    private async Task PlaceOneAsync(string tenantId, string agentId, TimeSpan within)
    {
        var (id, to, max) = (world.NewId(), Pick(Numbers), world.Simulation.Random.Next(10, 400));
        await world.Simulation.Delay(within * world.Simulation.Random.NextDouble());
        var command = new PlaceCall(tenantId, agentId, to, null, null, max, null);

        // Some clients give up before they have an answer; whether their call exists is then unknown to them.
        var attempts = world.Simulation.Random.Next(4) == 0 ? 1 : int.MaxValue;
        if (await InsistAsync(() => world.Client.GetGrain<ICallGrain>(id).Place(command), attempts) is not { } answer) return;
        if (answer.Call is null) _refused.Add(id);
        else _accepted.Add(id, to);
        if (answer.Call is null) return;
        if (to == Handoff || world.Simulation.Random.Next(3) == 0) await TransferAsync(tenantId, id);
        if (world.Simulation.Random.Next(8) == 0) await HangUpAsync(id);
    }

    private async Task TransferAsync(string tenantId, string id)
    {
        _transferred.Add(id);
        await world.Simulation.Delay(TimeSpan.FromSeconds(world.Simulation.Random.Next(0, 90)));
        var command = world.Simulation.Random.Next(4) switch
        {
            0 => new TransferCall(tenantId, Agent: "Person 1"),
            1 => new TransferCall(tenantId, Phone: "+12025550199"),
            2 => new TransferCall(tenantId, Queue: "desk"),
            _ => new TransferCall(tenantId),
        };
        var answer = await InsistAsync(() => world.Services.GetRequiredService<CallTransfers>().TransferAsync(id, command), attempts: 5);
        if (answer?.Call is not null) TransfersAccepted++;
    }

    private async Task HangUpAsync(string id)
    {
        _hungUp.Add(id);
        await world.Simulation.Delay(TimeSpan.FromSeconds(world.Simulation.Random.Next(0, 60)));
        await InsistAsync(() => world.Client.GetGrain<ICallGrain>(id).HangUp(), attempts: 3);
    }

    private async Task<T?> InsistAsync<T>(Func<Task<T>> ask, int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                await world.Simulation.Delay(TimeSpan.FromSeconds(world.Simulation.Random.Next(1, 10)));
            }
        }

        return default;
    }

    private string Pick(string[] from) => from[world.Simulation.Random.Next(from.Length)];
}
