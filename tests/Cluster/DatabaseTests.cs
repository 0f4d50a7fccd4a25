using Switchboard.Tests.Cluster.Nodes;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>The database goes away under load, in order and as after a power cut.</summary>
[Collection(ClusterCollection.Name)]
public sealed class DatabaseTests(ITestOutputHelper output)
{
    [ClusterFact]
    public Task Nothing_is_lost_or_done_twice_when_the_database_restarts() =>
        World.RunAsync(output, new ClusterPlan { Silos = 2, Membership = "redis", Settings = World.Fast }, async world =>
        {
            await world.LiveAsync(targets: 80, callers: 3, () => RestartAsync(world, World.Duration(TimeSpan.FromSeconds(40))));
            // A node whose database is back is as good as before.
            Assert.All(world.Cluster.Nodes, node => Assert.True(node.IsAlive, $"{node.Name} has ended"));
            foreach (var node in world.Cluster.Nodes) Assert.True(await node.IsReadyAsync(), $"{node.Name} does not serve");
        });

    private static async Task RestartAsync(World world, TimeSpan time)
    {
        using var over = new CancellationTokenSource(time);
        for (var n = 0; !over.IsCancellationRequested; n++)
        {
            await Task.Delay(TimeSpan.FromSeconds(3 + (5 * world.Random.NextDouble())), CancellationToken.None);
            world.Say($"the database restarts, {(n % 2 == 0 ? "fast" : "as after a power cut")}");
            await world.Cluster.Postgres.RestartAsync(immediately: n % 2 != 0);
        }
    }
}
