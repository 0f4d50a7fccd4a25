using System.Text;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.Doors;

/// <summary><c>Doors:{Name}:Host</c>: each door at the root of a host name of its own, beside its path on every host.</summary>
public sealed class DoorHostTests : IAsyncLifetime
{
    private ApiServer _server = null!;
    private ApiClient _client = null!;

    /// <summary>A door's name, and one of its routes below its root.</summary>
    public static TheoryData<string, string> Doors => new()
    {
        { "Cualify", "/api/v1/calls" },
        { "CallFunnel", "/api/billing/balance" },
        { "CallFunnel", "/billing/balance" },
        { "NextNeural", "/v1/contacts" },
        { "NextNeural", "/api/voice/customers" },
        { "Calleague", "/api/core/voice/agent/list" },
        { "Cordiul", "/api/calls/list" },
    };

    public async Task InitializeAsync()
    {
        var names = new[] { "Cualify", "CallFunnel", "NextNeural", "Calleague", "Cordiul" };
        _server = await ApiServer.StartAsync([.. names.Select(name => ($"Doors:{name}:Host", HostOf(name)))]);
        _client = (await _server.SignUpAsync()).Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_door_answers_at_the_root_of_its_own_host_and_still_at_its_path(string door, string route)
    {
        var host = HostOf(door);

        Assert.Equal(200, (await AskAsync(route, host)).Status);
        Assert.Equal(200, (await AskAsync(route, $"{host.ToUpperInvariant()}:8443")).Status);
        Assert.Equal(200, (await AskAsync($"/{door.ToLowerInvariant()}{route}", host)).Status);
        Assert.Equal(200, (await AskAsync($"/{door.ToLowerInvariant()}{route}", "elsewhere.example.com")).Status);
        Assert.Equal(404, (await AskAsync(route, "elsewhere.example.com")).Status);
    }

    [Theory]
    [InlineData("Cualify", """{"error":{"code":"not_found",""")]
    [InlineData("CallFunnel", """{"error":"There is no such route.","code":"UNKNOWN_ROUTE"}""")]
    [InlineData("NextNeural", """{"detail":""")]
    [InlineData("Calleague", """{"code":404,"message":""")]
    [InlineData("Cordiul", """{"success":false,"data":null,"error":""")]
    public async Task What_is_not_there_is_answered_in_the_shape_of_the_hosts_door(string door, string beginning)
    {
        var reply = await AskAsync("/api/nothing", HostOf(door));

        Assert.Equal(404, reply.Status);
        Assert.StartsWith(beginning, reply.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_no_door_keeps_its_address_on_every_host()
    {
        foreach (var path in new[] { "/healthz", "/docs/index.html", "/openapi/calleague.json" })
            Assert.Equal(200, (await AskAsync(path, HostOf("Calleague"))).Status);
        Assert.Equal(422, (await _client.SendAsync(
            HttpMethod.Post, "/api/core/voice/agent/call", new StringContent("""{"agentId":"x","to":"y"}""", Encoding.UTF8, "application/json"), ("Host", HostOf("Calleague")))).Status);
    }

    private static string HostOf(string door) => $"{door.ToLowerInvariant()}.example.com";

    private Task<Reply> AskAsync(string path, string host) => _client.SendAsync(HttpMethod.Get, path, null, ("Host", host));
}
