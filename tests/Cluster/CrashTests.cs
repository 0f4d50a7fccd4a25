using Switchboard.Tests.Cluster.Nodes;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>Nodes that die and nodes that stand still, in the middle of campaigns.</summary>
[Collection(ClusterCollection.Name)]
public sealed class CrashTests(ITestOutputHelper output)
{
    [ClusterFact]
    public Task Nothing_is_lost_or_done_twice_when_nodes_are_killed_and_frozen() =>
        World.RunAsync(output, new ClusterPlan { Silos = 3, Membership = "adonet", Settings = World.Fast }, async world =>
        {
            var faults = new NodeFaults(world);
            await world.LiveAsync(targets: 200, callers: 3, () => faults.RunAsync(World.Duration(TimeSpan.FromSeconds(75))));
            // Of each kind of node one was killed and one stood still.
            Assert.Equal(4, faults.Count.Count);
        });
}
