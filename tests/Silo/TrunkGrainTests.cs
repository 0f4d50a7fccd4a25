using Switchboard.Calls;
using Switchboard.Carriers;

namespace Switchboard.Tests.Silo;

/// <summary>The trunk on a real host and store, with the simulated carrier.</summary>
public sealed class TrunkGrainTests
{
    [Fact]
    public async Task Calls_wait_for_a_line_and_all_of_them_get_one()
    {
        await using var engine = await EngineFixture.StartAsync(null, ("Carrier:Simulator:MaxConcurrentCalls", "2"));
        var (tenant, agent) = await engine.SignUpAsync("IN");
        var trunk = engine.Grains.GetGrain<ITrunkGrain>("simulator");
        var placed = new List<string>();
        for (var i = 0; i < 8; i++)
            placed.Add((await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550100")).Call!.Id);

        await Eventually.Async(
            async () =>
            {
                var load = await trunk.GetLoad();
                Assert.InRange(load.Active, 0, 2);
                return load is { Active: 0, Waiting: 0 };
            },
            () => "calls still wait");
        foreach (var id in placed)
            Assert.Equal(CallStatus.Completed, (await engine.AwaitSettledAsync(tenant.Id, id)).Status);
    }

    [Fact]
    public async Task Who_waits_when_the_node_stops_gets_a_line_from_the_next()
    {
        (string, string)[] oneLine = [("Carrier:Simulator:MaxConcurrentCalls", "1"), ("Carrier:Simulator:TimeScale", "20")];
        var engine = await EngineFixture.StartAsync(null, oneLine);
        var (tenant, agent) = await engine.SignUpAsync("IN");
        var first = (await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550100")).Call!.Id;
        await engine.AwaitAsync(tenant.Id, first, call => call.Status == CallStatus.InProgress);
        var second = (await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550101")).Call!.Id;

        await using var next = await EngineFixture.StartAsync(await engine.StopAsync(), oneLine);

        Assert.Equal(CallStatus.Completed, (await next.AwaitSettledAsync(tenant.Id, first)).Status);
        Assert.Equal(CallStatus.Busy, (await next.AwaitSettledAsync(tenant.Id, second)).Status);
    }
}
