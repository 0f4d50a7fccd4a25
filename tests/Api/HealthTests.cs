using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchboard.Silo.Health;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_is_ok_while_requests_are_served_and_503_while_the_store_is_lost()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = api.Client();
        foreach (var path in new[] { "/healthz", "/callfunnel/api/healthz", "/callfunnel/healthz" })
        {
            var reply = await client.GetAsync(path);
            Assert.Equal((200, "ok"), (reply.Status, reply.Text("status")));
        }
        Assert.Equal("simulator", (await client.GetAsync("/callfunnel/healthz")).Body.GetProperty("providers").GetProperty("carrier").GetString());

        api.Store.Failure = () => new StoreUnavailableException("down", outcomeUnknown: false);
        foreach (var path in new[] { "/healthz", "/callfunnel/healthz" })
        {
            var reply = await client.GetAsync(path);
            Assert.Equal((503, "store_unavailable"), (reply.Status, reply.Text("status")));
        }

        api.Store.Failure = null;
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Head, "/healthz")).Status);
    }

    [Fact]
    public async Task Health_tells_the_node_its_version_and_each_dependency()
    {
        await using var api = await ApiServer.StartAsync(("Telemetry:Node", "api-7"));
        using var client = api.Client();

        var health = (await client.GetAsync("/healthz")).Body;

        Assert.Equal("api-7", health.GetProperty("node").GetString());
        Assert.NotEqual("unknown", health.GetProperty("version").GetString());
        var dependencies = health.GetProperty("dependencies");
        Assert.Equal(["store", "cluster", "carrier", "mail"], dependencies.EnumerateObject().Select(dependency => dependency.Name));
        Assert.All(dependencies.EnumerateObject(), dependency => Assert.Equal("ok", dependency.Value.GetProperty("status").GetString()));
        Assert.Contains(dependencies.GetProperty("store").GetProperty("kind").GetString(), new[] { "sqlite", "postgresql" });
        Assert.True(dependencies.GetProperty("store").GetProperty("latency_ms").GetDouble() >= 0);
        Assert.Equal(1, dependencies.GetProperty("cluster").GetProperty("silos").GetProperty("active").GetInt32());
        Assert.Equal("simulator", dependencies.GetProperty("carrier").GetProperty("kind").GetString());
        Assert.Equal("files", dependencies.GetProperty("mail").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_store_that_hangs_holds_health_up_for_a_moment_only_and_liveness_not_at_all()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = api.Client();
        var database = new TaskCompletionSource();
        api.Store.Hangs = database.Task;
        // What was answered a moment before counts for a while.
        api.Time.Advance(TimeSpan.FromSeconds(10));

        var asked = Enumerable.Range(0, 20).Select(_ => client.GetAsync("/healthz")).ToList();
        Assert.Equal(200, (await client.GetAsync("/livez")).Status);
        foreach (var reply in await Task.WhenAll(asked).WaitAsync(TimeSpan.FromSeconds(10)))
        {
            Assert.True(reply.Status == 503 && reply.ContentType == "application/json", $"{reply.Status}: {reply.Content}");
            Assert.Equal("store_unavailable", reply.Text("status"));
            Assert.Equal("unavailable", reply.Body.GetProperty("dependencies").GetProperty("store").GetProperty("status").GetString());
        }

        api.Store.Hangs = null;
        database.SetResult();
        await Eventually.HoldsAsync(async () => (await client.GetAsync("/healthz")).Status == 200, TimeSpan.FromSeconds(10), "health after the database answers again");
    }

    [Fact]
    public async Task A_node_that_is_stopping_is_draining()
    {
        await using var api = await ApiServer.StartAsync();
        var health = api.Services.GetRequiredService<Readiness>();
        Assert.True(health.IsReady);
        api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal((false, "draining"), (health.IsReady, health.Phase));
    }
}
