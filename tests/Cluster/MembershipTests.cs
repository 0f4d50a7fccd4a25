using Switchboard.Tests.Cluster.Nodes;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>Headless silos with HTTP nodes that hold no grains, over both memberships.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MembershipTests(ITestOutputHelper output)
{
    [ClusterTheory]
    [InlineData("adonet")]
    [InlineData("redis")]
    public Task Http_nodes_may_be_clients_of_headless_silos(string membership) => World.RunAsync(
        output,
        new ClusterPlan { Silos = 2, Membership = membership, ApisAreClients = true, Settings = World.Fast },
        world => world.LiveAsync(targets: 20, callers: 2, () => Task.Delay(TimeSpan.FromSeconds(5))));
}
