using Switchboard.Tests.Cluster.Nodes;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>An upgrade: every node is stopped in order and comes back, one of them in a newer version.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    /// <summary>What an operator allows (contract, section 1).</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    [ClusterFact]
    public Task No_request_fails_that_one_retry_does_not_save_when_all_nodes_restart_in_turn() =>
        World.RunAsync(output, new ClusterPlan { Silos = 2, Membership = "redis", Settings = World.Fast }, world => world.LiveAsync(targets: 80, callers: 3, async () =>
        {
            // One retry, at the next node.
            world.Client.AttemptsMax = 2;
            foreach (var node in world.Cluster.Nodes)
            {
                var (code, took) = await node.StopAsync(StopMax);
                world.Say($"{node.Name} has stopped with {code} after {took.TotalSeconds:0.0} s");
                Assert.Equal(0, code);
                node.Start(node == world.Cluster.Silos[0] ? NodePrograms.NextSilo : null);
                await node.WaitReadyAsync();
                world.Say($"{node.Name} serves again");
            }

            var newer = await world.Cluster.Silos[0].HealthAsync();
            Assert.StartsWith("99.", newer.GetProperty("version").GetString(), StringComparison.Ordinal);
            Assert.Equal(world.Cluster.Nodes.Count, newer.GetProperty("dependencies").GetProperty("cluster").GetProperty("silos").GetProperty("active").GetInt32());

            world.Client.AttemptsMax = int.MaxValue;
        }));
}
