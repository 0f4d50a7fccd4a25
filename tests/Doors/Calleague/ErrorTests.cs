using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Agents;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>
/// The table of error codes and the table of what looks different, row by row: the body is the code and a message, the code is the HTTP status. The server has its
/// default settings.
/// </summary>
public sealed class ErrorTests(ErrorTests.DefaultServer fixture) : IClassFixture<ErrorTests.DefaultServer>
{
    private const string Call = "voice/agent/call";
    private const string Agent = $"\"agentId\":\"{CalleagueClient.AgentId}\"";
    private const string To = "\"to\":\"+12025550100\"";

    /// <summary>A body, its status, and the field that the message begins with.</summary>
    public static TheoryData<string, string, int, string> BadBodies => new()
    {
        // 400: not JSON, or a field is missing.
        { Call, "{", 400, "The body" },
        { Call, "", 400, "agentId is required; to is required" },
        { Call, "null", 400, "The body" },
        { Call, "[]", 400, "The body" },
        { Call, $"{{{Agent},{To},{To}}}", 400, "The body" },
        { Call, "{}", 400, "agentId is required; to is required" },
        { Call, $"{{{To}}}", 400, "agentId is required" },
        { Call, $"{{{Agent}}}", 400, "to is required" },
        { Call, $"{{{Agent},\"to\":null}}", 400, "to is required" },
        { Call, $"{{\"to\":\"x\"}}", 400, "agentId is required; to must be E.164" },
        { "webhook", """{"events":["call.completed"]}""", 400, "url is required" },
        { "webhook", """{"url":"https://example.com/hook"}""", 400, "events is required" },
        { "webhook", """{"url":"https://example.com/hook","events":null}""", 400, "events is required" },

        // 422: there, and wrong.
        { Call, $"{{{Agent},\"to\":\"+90312...\"}}", 422, "to must be E.164" },
        { Call, $"{{{Agent},\"to\":\"\"}}", 422, "to " },
        { Call, $"{{{Agent},\"to\":12025550100}}", 422, "to " },
        { Call, $"{{{Agent},\"to\":\"+1234567890123456\"}}", 422, "to " },
        { Call, $"{{{To},\"agentId\":7}}", 422, "agentId " },
        { Call, $"{{{To},\"agentId\":\" \"}}", 422, "agentId " },
        { Call, $"{{{Agent},{To},\"metadata\":[]}}", 422, "metadata " },
        { Call, $"{{{Agent},{To},\"metadata\":{{\"x\":\"{new string('x', 17_000)}\"}}}}", 422, "metadata " },
        { "webhook", """{"url":"https://example.com/hook","events":[]}""", 422, "events " },
        { "webhook", """{"url":"https://example.com/hook","events":["call.exploded"]}""", 422, "events " },
        { "webhook", """{"url":"https://example.com/hook","events":"call.completed"}""", 422, "events " },
        { "webhook", """{"url":"http://example.com/hook","events":["call.completed"]}""", 422, "url " },
        { "webhook", """{"url":"https://127.0.0.1/hook","events":["call.completed"]}""", 422, "url " },
        { "webhook", """{"url":"","events":["call.completed"]}""", 422, "url " },

        // 404: unknown ids.
        { Call, $"{{{To},\"agentId\":\"ag_123\"}}", 404, "agentId " },
        { Call, $"{{{To},\"agentId\":\"ag_01900000000070008000000000000002\"}}", 404, "agentId " },
        { Call, $"{{{To},\"agentId\":\"ffffffff-ffff-ffff-ffff-ffffffffffff\"}}", 404, "agentId " },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_has_its_status_names_its_field_and_changes_nothing(string path, string body, int status, string message)
    {
        var reply = await fixture.Client.PostRawAsync(path, body);

        Assert.StartsWith(message, reply.AssertCode(status), StringComparison.Ordinal);
        Assert.Empty((await fixture.Client.GetAsync("voice/call/list")).List(total: 0));
        Assert.Empty((await fixture.Client.GetAsync("webhook/list")).List(total: 0));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=1000001", "page")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("pageSize=1&pageSize=2", "pageSize")]
    [InlineData("status=done", "status")]
    [InlineData("status=busy", "status")]
    [InlineData("status=in_progress", "status")]
    [InlineData("agentId=ag_123", "agentId")]
    public async Task A_bad_parameter_is_422(string query, string parameter) =>
        Assert.StartsWith($"{parameter} ", (await fixture.Client.GetAsync($"voice/call/list?{query}")).AssertCode(422), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_post_without_the_header_for_json_is_400(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{{Agent},{To}}}"));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        var reply = await fixture.Client.Http.SendAsync(HttpMethod.Post, $"{CalleagueClient.Root}/{Call}", content);

        Assert.Contains("application/json", reply.AssertCode(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "voice/agent/list")]
    [InlineData("GET", $"voice/agent/{CalleagueClient.AgentId}")]
    [InlineData("POST", Call)]
    [InlineData("GET", "voice/call/list")]
    [InlineData("GET", "voice/call/cl_01900000000070008000000000000002")]
    [InlineData("POST", "voice/call/cl_01900000000070008000000000000002/end")]
    [InlineData("POST", "webhook")]
    [InlineData("GET", "webhook")]
    [InlineData("DELETE", "webhook/wh_01900000000070008000000000000002")]
    public async Task Without_a_valid_key_every_request_is_401_as_printed(string method, string path)
    {
        using var stranger = fixture.Server.Client();
        foreach (var bearer in new[] { null, "cl_live_00000000", "x" })
        {
            stranger.Bearer = bearer;
            var reply = await stranger.SendAsync(new HttpMethod(method), $"{CalleagueClient.Root}/{path}");
            Assert.Equal("Invalid or missing API key", reply.AssertCode(401));
            Assert.Equal("""{"code":401,"message":"Invalid or missing API key"}""", reply.Content);
        }

        var otherHeader = await stranger.SendAsync(new HttpMethod(method), $"{CalleagueClient.Root}/{path}", null, ("x-api-key", fixture.Client.Http.Bearer!));
        otherHeader.AssertCode(401);
    }

    [Fact]
    public async Task A_key_that_may_only_read_is_403_where_something_changes()
    {
        using var reader = await CalleagueClient.SignUpAsync(fixture.Server, scope: "read");

        Assert.Contains("calls:write", (await reader.PostRawAsync(Call, $"{{{Agent},{To}}}")).AssertCode(403), StringComparison.Ordinal);
        (await reader.PostRawAsync("webhook", "{}")).AssertCode(403);
        (await reader.PostRawAsync("voice/call/cl_01900000000070008000000000000002/end", "{}")).AssertCode(403);
        (await reader.DeleteAsync("webhook/wh_01900000000070008000000000000002")).AssertCode(403);
        (await reader.GetAsync("voice/call/list")).List(total: 0);
    }

    [Theory]
    [InlineData("voice/call/cl_01900000000070008000000000000002")]
    [InlineData("voice/call/cl_8f2a")]
    [InlineData("voice/call/1")]
    [InlineData("voice/nothing")]
    [InlineData("voice/call/1/2")]
    [InlineData("nothing")]
    [InlineData("")]
    public async Task What_is_not_there_is_404(string path) => (await fixture.Client.GetAsync(path)).AssertCode(404);

    [Theory]
    [InlineData("PUT", "voice/call/list")]
    [InlineData("DELETE", "voice/call/list")]
    [InlineData("GET", "voice/call/cl_01900000000070008000000000000002/end")]
    [InlineData("PATCH", "webhook")]
    [InlineData("GET", "webhook/wh_01900000000070008000000000000002")]
    public async Task A_wrong_method_is_405(string method, string path)
    {
        var reply = await fixture.Client.Http.SendAsync(new HttpMethod(method), $"{CalleagueClient.Root}/{path}");

        reply.AssertCode(405);
        Assert.NotEmpty(reply.Headers["Allow"]);
    }

    [Fact]
    public async Task A_body_over_a_mebibyte_is_413() =>
        (await fixture.Client.PostRawAsync(Call, $"{{{Agent},{To},\"x\":\"{new string('x', 1024 * 1024)}\"}}")).AssertCode(413);

    [Fact]
    public async Task An_inactive_assistant_is_409()
    {
        await using var server = await ApiServer.StartAsync(("RateLimits:Enabled", "false"));
        using var client = await CalleagueClient.SignUpAsync(server);
        var tenantId = (await server.Store.FirstOrDefaultAsync(new SqlQuery("SELECT id FROM tenants"), row => row.Text("id")))!;
        var draft = new AgentDraft("Resting", Language: null, Switchboard.Agents.Agent.Inactive, VoiceConfig.Open, PersonaPrompt: null);
        var created = Assert.IsType<AgentResult.Done>(await server.Services.GetRequiredService<AgentEditor>().CreateAsync(tenantId, draft)).Agent;

        (await client.PostAsync(Call, new { agentId = created.Id, to = "+12025550100" })).AssertCode(409);
        Assert.Equal("inactive", (await client.GetAsync($"voice/agent/{created.Id}")).Text("status"));
        Assert.Equal(2, (await client.GetAsync("voice/agent/list")).List(total: 2).Count);
    }

    [Fact]
    public async Task Too_many_requests_are_429_and_say_when_to_come_again()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await CalleagueClient.SignUpAsync(server);
        for (var i = 0; i < 120; i++)
            (await client.GetAsync("voice/call/list")).List(total: 0);

        var refused = await client.GetAsync("voice/call/list");

        refused.AssertCode(429);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        server.Time.Advance(TimeSpan.FromSeconds(61));
        (await client.GetAsync("voice/call/list")).List(total: 0);
    }

    /// <summary>A server as it comes, but for the limit on requests, with one customer.</summary>
    public sealed class DefaultServer : IAsyncLifetime
    {
        internal ApiServer Server { get; private set; } = null!;

        internal CalleagueClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await ApiServer.StartAsync(("RateLimits:Enabled", "false"));
            Client = await CalleagueClient.SignUpAsync(Server);
        }

        public async Task DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
