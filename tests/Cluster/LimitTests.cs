using System.Diagnostics;
using System.Net.Http.Json;
using Switchboard.Tests.Cluster.Nodes;
using Switchboard.Tests.Cluster.Traffic;
using Xunit.Abstractions;

namespace Switchboard.Tests.Cluster;

/// <summary>What holds for a tenant holds over all nodes.</summary>
[Collection(ClusterCollection.Name)]
public sealed class LimitTests(ITestOutputHelper output)
{
    private const string Balance = "/callfunnel/api/billing/balance";

    [ClusterFact]
    public Task Rate_limits_revoked_keys_and_do_not_call_entries_hold_over_all_nodes() => World.RunAsync(
        output,
        new ClusterPlan { Silos = 1, Membership = "adonet", Settings = new Dictionary<string, string>(World.Fast) { ["RateLimits:Enabled"] = "true" } },
        async world =>
        {
            var customers = await world.SignUpAsync(3);
            await CheckListAsync(world, customers[0]);
            await CheckRateAsync(world, customers[1]);
            await CheckKeyAsync(world, customers[2]);
            await CheckLogOutAsync(world, customers[2]);
        });

    /// <summary>120 requests a minute at Cualify's door, not 120 at each node.</summary>
    private static async Task CheckRateAsync(World world, Customer customer)
    {
        const int Limit = 120;
        // Two places are taken by the contact and the endpoint.
        var answers = await Task.WhenAll(Enumerable.Range(0, Limit + 40).Select(n => AskAsync(world, n, customer.Key, "/cualify/api/v1/calls?limit=1")));
        world.Say($"{answers.Count(status => status == 200)} requests were allowed over {world.Cluster.Apis.Count} nodes");
        Assert.Equal((Limit - 2, 42), (answers.Count(status => status == 200), answers.Count(status => status == 429)));
    }

    /// <summary>Revoked at one node: at once there, within 30 s at the others.</summary>
    private static async Task CheckKeyAsync(World world, Customer customer)
    {
        var minted = (await world.Client.PostAsync(customer.OwnerToken, "/callfunnel/api/api-keys", new { name = "to be revoked", scope = "read" })).Expect(201).Body;
        var (id, secret) = (minted.GetProperty("id").GetString(), minted.GetProperty("secret").GetString()!);
        for (var n = 0; n < world.Cluster.Apis.Count; n++) Assert.Equal(200, await AskAsync(world, n, secret, Balance));

        var revoked = await world.Client.SendOnceAsync(
            world.Cluster.Apis[0], customer.OwnerToken, HttpMethod.Post, $"/callfunnel/api/api-keys/{id}/revoke", JsonContent.Create(new { reason = "It leaked." }));
        Assert.True(revoked.Status == 200, $"{revoked}");
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(401, await AskAsync(world, 0, secret, Balance));
        await Waiting.UntilAsync(async () => await AskAsync(world, 1, secret, Balance) == 401, TimeSpan.FromSeconds(30), "the other node to refuse the revoked key");
        world.Say($"the other node refused the revoked key after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    /// <summary>Logged out at one node: at the others too.</summary>
    private static async Task CheckLogOutAsync(World world, Customer customer)
    {
        Assert.Equal(200, await AskAsync(world, 1, customer.OwnerToken, Balance));
        var answer = await world.Client.SendOnceAsync(world.Cluster.Apis[0], customer.OwnerToken, HttpMethod.Post, "/callfunnel/api/auth/logout");
        Assert.InRange(answer.Status, 200, 204);
        Assert.Equal(401, await AskAsync(world, 1, customer.OwnerToken, Balance));
    }

    /// <summary>Listed at one node: refused at the other from then on.</summary>
    private static async Task CheckListAsync(World world, Customer customer)
    {
        var call = CallDoor.Cualify.Body(customer.ContactId, "+12025550100", 60);
        Assert.Equal(201, (await world.Client.SendOnceAsync(world.Cluster.Apis[1], customer.Key, HttpMethod.Post, CallDoor.Cualify.Path, JsonContent.Create(call))).Status);
        var listed = await world.Client.SendOnceAsync(
            world.Cluster.Apis[0], customer.Key, HttpMethod.Post, "/callfunnel/api/dnc/add", JsonContent.Create(new { phone_e164 = "+12025550100", reason = "They asked." }));
        Assert.InRange(listed.Status, 200, 201);
        foreach (var node in world.Cluster.Apis)
        {
            var refused = await world.Client.SendOnceAsync(node, customer.Key, HttpMethod.Post, CallDoor.Cualify.Path, JsonContent.Create(call));
            Assert.True(refused.Status == 403, $"{node.Name}: {refused}");
        }
    }

    private static async Task<int> AskAsync(World world, int node, string key, string path) =>
        (await world.Client.SendOnceAsync(world.Cluster.Apis[node % world.Cluster.Apis.Count], key, HttpMethod.Get, path)).Status;
}
