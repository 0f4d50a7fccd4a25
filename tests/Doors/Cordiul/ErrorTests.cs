using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary>What the door refuses, each in the envelope. The server has its default settings.</summary>
public sealed class ErrorTests(ErrorTests.DefaultServer fixture) : IClassFixture<ErrorTests.DefaultServer>
{
    private const string Contact = "\"contact_id\":\"contact_01900000000070008000000000000002\"";
    private const string Phone = "\"phone_number\":\"+12025550100\"";

    /// <summary>A body, its status, and what the error begins with.</summary>
    public static TheoryData<string, string, int, string> BadBodies => new()
    {
        { "calls/create", "{", 400, "The body" },
        { "calls/create", "", 400, "contact_id is required; phone_number is required" },
        { "calls/create", "[]", 400, "The body" },
        { "calls/create", $"{{{Phone}}}", 400, "contact_id is required" },
        { "calls/create", $"{{{Contact}}}", 400, "phone_number is required" },
        { "calls/create", $"{{{Contact},\"phone_number\":\"12025550100\"}}", 400, "phone_number must be E.164" },
        { "calls/create", $"{{{Contact},\"phone_number\":5}}", 400, "phone_number " },
        { "calls/create", $"{{{Contact},{Phone},\"from_number\":\"me\"}}", 400, "from_number " },
        { "calls/create", $"{{{Contact},{Phone},\"from_number\":\"+1234567\"}}", 400, "from_number " },
        { "calls/create", $"{{{Contact},{Phone},\"from_number\":\"+1234567890123456\"}}", 400, "from_number " },
        { "calls/create", $"{{{Contact},{Phone},\"from_number\":\"\"}}", 400, "from_number " },
        { "calls/create", $"{{{Contact},{Phone}}}", 404, "contact_id " },
        { "calls/create", $"{{\"contact_id\":\"contact_123\",{Phone}}}", 404, "contact_id " },
        { "api-keys", "{}", 400, "name is required; permissions is required" },
        { "api-keys", """{"name":"k"}""", 400, "permissions is required" },
        { "api-keys", """{"name":"k","permissions":[]}""", 400, "permissions " },
        { "api-keys", """{"name":"k","permissions":"calls:read"}""", 400, "permissions " },
        { "api-keys", """{"name":"k","permissions":["calls:read","calls:fly"]}""", 400, "permissions[1] must be one of: calls:read, " },
        { "api-keys", """{"name":"k","permissions":["voice:calls:read"]}""", 400, "permissions[0] " },
        { "api-keys", """{"name":"","permissions":["calls:read"]}""", 400, "name " },
        { "contacts", "{}", 400, "phone_number is required" },
        { "contacts", """{"phone_number":"+12025550100","email":"riya"}""", 400, "email " },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_refused_names_its_field_and_changes_nothing(string path, string body, int status, string error)
    {
        Assert.StartsWith(error, (await fixture.Client.PostRawAsync(path, body)).AssertFailed(status), StringComparison.Ordinal);

        Assert.Equal(0, (await fixture.Client.GetAsync("calls/list")).Succeeded().Int("total"));
        Assert.Equal(0, (await fixture.Client.GetAsync("contacts")).Succeeded().Int("total"));
        Assert.Equal(1, (await fixture.Client.GetAsync("api-keys")).Succeeded().GetProperty("keys").GetArrayLength());
    }

    [Fact]
    public async Task A_voice_agent_that_is_not_there_is_404()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contact = await client.CreateContactAsync();

        foreach (var agent in new[] { "agent_123", "agent_01900000000070008000000000000002" })
        {
            var refused = await client.PostAsync("calls/create", new { contact_id = contact, phone_number = "+12025550100", agent_id = agent });
            Assert.StartsWith("agent_id ", refused.AssertFailed(404), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=5001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("status=done", "status")]
    [InlineData("status=queued", "status")]
    [InlineData("status=in-progress", "status")]
    [InlineData("contact_id=contact_123", "contact_id")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01", "to")]
    public async Task A_bad_parameter_is_400(string query, string parameter) =>
        Assert.StartsWith($"{parameter} ", (await fixture.Client.GetAsync($"calls/list?{query}")).AssertFailed(400), StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "api-keys")]
    [InlineData("POST", "api-keys")]
    [InlineData("DELETE", "api-keys/key_01900000000070008000000000000002")]
    [InlineData("POST", "calls/create")]
    [InlineData("GET", "calls/list")]
    [InlineData("GET", "calls/call_01900000000070008000000000000002")]
    [InlineData("GET", "contacts")]
    [InlineData("POST", "contacts")]
    public async Task Without_a_valid_key_every_route_is_401(string method, string path)
    {
        using var stranger = fixture.Server.Client();

        Assert.Equal("Missing or invalid API key", (await stranger.SendAsync(new HttpMethod(method), $"{CordiulClient.Root}/{path}")).AssertFailed(401));
    }

    [Fact]
    public async Task A_key_that_may_only_read_is_403_where_something_changes()
    {
        using var reader = await CordiulClient.SignUpAsync(fixture.Server, scope: "read");

        Assert.Contains("calls:write", (await reader.PostRawAsync("calls/create", "{}")).AssertFailed(403), StringComparison.Ordinal);
        (await reader.PostRawAsync("contacts", "{}")).AssertFailed(403);
        (await reader.GetAsync("calls/list")).Succeeded();
    }

    [Theory]
    [InlineData("calls/call_01900000000070008000000000000002")]
    [InlineData("calls/call_123")]
    [InlineData("contacts/1")]
    [InlineData("nothing")]
    [InlineData("calls")]
    [InlineData("")]
    public async Task What_is_not_there_is_404(string path) => (await fixture.Client.GetAsync(path)).AssertFailed(404);

    [Theory]
    [InlineData("PUT", "calls/list")]
    [InlineData("POST", "calls/list")]
    [InlineData("DELETE", "calls/create")]
    [InlineData("PATCH", "api-keys")]
    [InlineData("GET", "api-keys/key_01900000000070008000000000000002")]
    public async Task A_wrong_method_is_405(string method, string path)
    {
        var reply = await fixture.Client.Http.SendAsync(new HttpMethod(method), $"{CordiulClient.Root}/{path}");

        reply.AssertFailed(405);
        Assert.NotEmpty(reply.Headers["Allow"]);
    }

    [Fact]
    public async Task A_body_of_another_type_is_415()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{{Contact},{Phone}}}")) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };

        (await fixture.Client.Http.SendAsync(HttpMethod.Post, $"{CordiulClient.Root}/calls/create", content)).AssertFailed(415);
    }

    [Fact]
    public async Task A_body_over_a_mebibyte_is_413() =>
        (await fixture.Client.PostRawAsync("calls/create", $"{{{Contact},{Phone},\"x\":\"{new string('x', 1024 * 1024)}\"}}")).AssertFailed(413);

    [Fact]
    public async Task Too_many_requests_of_one_key_are_429_and_say_when_to_come_again()
    {
        await using var server = await ApiServer.StartAsync();
        var account = await server.SignUpAsync();
        using var one = new CordiulClient(await account.KeyClientAsync());
        using var two = new CordiulClient(await account.KeyClientAsync());
        for (var i = 0; i < 120; i++)
            (await one.GetAsync("calls/list")).Succeeded();

        var refused = await one.GetAsync("calls/list");

        refused.AssertFailed(429);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await two.GetAsync("calls/list")).Succeeded();
    }

    /// <summary>A server as it comes, but for the limit on requests, with one customer.</summary>
    public sealed class DefaultServer : IAsyncLifetime
    {
        internal ApiServer Server { get; private set; } = null!;

        internal CordiulClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await ApiServer.StartAsync(("RateLimits:Enabled", "false"));
            Client = await CordiulClient.SignUpAsync(Server);
        }

        public async Task DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
