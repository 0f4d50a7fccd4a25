using Switchboard.Tests.Cluster.Nodes;
using Switchboard.Tests.Cluster.Nodes.Networks;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>A node that the network parts from the others, from the database, or from both.</summary>
[Collection(ClusterCollection.Name)]
public sealed class PartitionTests(ITestOutputHelper output)
{
    /// <summary>Longer than the others take to declare a node that does not answer dead.</summary>
    private static readonly TimeSpan Parted = TimeSpan.FromSeconds(16);

    [PartitionFact]
    public async Task Nothing_is_lost_or_done_twice_when_a_node_is_cut_off()
    {
        await using var network = await IsolatedNetwork.CreateAsync();
        var plan = new ClusterPlan { Silos = 2, Membership = "adonet", Network = network, Settings = World.Fast };
        await World.RunAsync(output, plan, world => world.LiveAsync(targets: 80, callers: 3, async () =>
        {
            // Alone, but able to write: what it still holds in memory is fenced by the rows' versions.
            await PartAsync(world, "the other nodes", network.CutPeersAsync);
            // Among the others, but unable to write.
            await PartAsync(world, "the database", network.CutDatabaseAsync);
            await PartAsync(world, "everything", async isCut =>
            {
                await network.CutPeersAsync(isCut);
                await network.CutDatabaseAsync(isCut);
            });
        }));
    }

    private static async Task PartAsync(World world, string from, Func<bool, Task> cut)
    {
        var node = world.Cluster.Isolated!;
        await Task.Delay(TimeSpan.FromSeconds(4));
        world.Say($"{node.Name} is cut off from {from}");
        await cut(true);
        await Task.Delay(Parted);
        await cut(false);
        world.Say($"{node.Name} is connected again");
        await Waiting.UntilAsync(async () => !node.IsAlive || await node.IsReadyAsync(), TimeSpan.FromSeconds(60), $"{node.Name} to end or to serve after it was cut off");
        // A moment in which it would notice that it was given up; the table of members is read every 15 s at the latest.
        await Task.Delay(TimeSpan.FromSeconds(16));
        if (!node.IsAlive)
        {
            world.Say($"{node.Name} has ended itself");
            node.Start();
        }

        await node.WaitReadyAsync();
        world.Say($"{node.Name} serves again");
    }
}
