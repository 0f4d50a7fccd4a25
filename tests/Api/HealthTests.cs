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
}
