using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Calls;
using Switchboard.Deadlines;

namespace Switchboard.Tests.Silo;

/// <summary>What a shard of the scheduler does when it is told that a node is gone.</summary>
public sealed class NodeLostTests
{
    [Fact]
    public async Task Every_call_is_asked_once_for_each_lost_node_and_once_only()
    {
        var asked = new ConcurrentDictionary<string, int>();
        // In real time no deadline of its own comes while the test looks.
        await using var engine = await EngineFixture.StartAsync(null, services => Count(services, asked), ("Carrier:Simulator:TimeScale", "0.01"));
        var (tenant, agent) = await engine.SignUpAsync("IN");
        var call = (await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550102")).Call!.Id;
        await engine.AwaitAsync(tenant.Id, call, view => view.Status == CallStatus.Dialing || view.Status == CallStatus.Ringing);
        var shard = engine.Grains.GetGrain<IDeadlineShardGrain>(DeadlineShards.Of(call).ToString());
        Assert.DoesNotContain(call, asked.Keys);

        await shard.NodeLost("10.0.0.1:11111@1");
        await Eventually.Async(() => Task.FromResult(asked.GetValueOrDefault(call) == 1), () => $"the call was asked {asked.GetValueOrDefault(call)} times");
        await shard.NodeLost("10.0.0.1:11111@1");
        await shard.NodeLost("10.0.0.1:11111@2");
        await Eventually.Async(() => Task.FromResult(asked.GetValueOrDefault(call) >= 2), () => "the call was not asked for the second node");

        // The shard has worked off all that it was told when it answers this.
        await shard.Wake();
        Assert.Equal(2, asked[call]);
    }

    /// <summary>Counts how often each call is asked, on the way to the call itself.</summary>
    private static void Count(IServiceCollection services, ConcurrentDictionary<string, int> asked)
    {
        var kinds = services.Where(service => service.ImplementationInstance is DeadlineKind).Select(service => (DeadlineKind)service.ImplementationInstance!).ToList();
        services.RemoveAll<DeadlineKind>();
        foreach (var kind in kinds)
        {
            services.AddSingleton(kind.Table != CallTables.Calls ? kind : kind with
            {
                GetTarget = (grains, key) =>
                {
                    asked.AddOrUpdate(key, 1, (_, times) => times + 1);
                    return kind.GetTarget(grains, key);
                },
            });
        }
    }
}
