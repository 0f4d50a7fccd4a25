using Switchboard.Tests.Cluster.Nodes;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>Headless silos with HTTP nodes that hold no grains, over both memberships.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MembershipTests(ITestOutputHelper output)
{
    private const string DashboardToken = "a token of an operator";

    [ClusterTheory]
    [InlineData("adonet")]
    [InlineData("redis")]
    public Task Http_nodes_may_be_clients_of_headless_silos(string membership) => World.RunAsync(
        output,
        new ClusterPlan
        {
            Silos = 2,
            Membership = membership,
            ApisAreClients = true,
            Settings = new Dictionary<string, string>(World.Fast) { ["Dashboard:Token"] = DashboardToken },
        },
        async world =>
        {
            await world.LiveAsync(targets: 20, callers: 2, () => Task.Delay(TimeSpan.FromSeconds(5)));
            foreach (var node in world.Cluster.Nodes)
            {
                var dependencies = (await node.HealthAsync()).GetProperty("dependencies");
                Assert.Equal(node.Kind == NodeKind.Api ? "orleans client" : "orleans", dependencies.GetProperty("cluster").GetProperty("kind").GetString());
                Assert.Equal(membership, dependencies.GetProperty("membership").GetProperty("kind").GetString());
                // On a busy machine the answer may take longer than the two seconds that it is waited for.
                await Waiting.UntilAsync(
                    async () => (await node.HealthAsync()).GetProperty("dependencies").GetProperty("membership").GetProperty("status").GetString() == "ok",
                    TimeSpan.FromSeconds(30),
                    $"{node.Name} to find itself among the members");
                Assert.Equal(401, await node.GetAsync("/dashboard/"));
                Assert.Equal(200, await node.GetAsync("/dashboard/", DashboardToken));
            }
        });
}
