using System.Net.Http.Headers;
using System.Text;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>What the door refuses, and how: one envelope, stable codes, the field at fault. The server has its default settings.</summary>
public sealed class ErrorTests(ErrorTests.DefaultServer fixture) : IClassFixture<ErrorTests.DefaultServer>
{
    private const string Agent = $"\"agent_id\":\"{CualifyClient.AgentId}\"";
    private const string To = "\"to_e164\":\"+12025550100\"";

    public static TheoryData<string, string, string?> BadBodies => new()
    {
        // What is no JSON object at all.
        { "calls", "{", null },
        { "calls", "", "agent_id" },
        { "calls", "null", null },
        { "calls", "[]", null },
        { "calls", "\"text\"", null },
        { "calls", "{}{}", null },
        { "calls", $"{{{Agent},{To},{To}}}", null },
        { "calls", $"{{{Agent},{To},}}", null },
        { "calls", $"{{{Agent},{To},\"metadata\":{Nested(70)}}}", null },

        // Calls.
        { "calls", "{}", "agent_id" },
        { "calls", $"{{{To}}}", "agent_id" },
        { "calls", $"{{{To},\"agent_id\":\"0a8c5a4e-...\"}}", "agent_id" },
        { "calls", $"{{{To},\"agent_id\":7}}", "agent_id" },
        { "calls", $"{{{To},\"agent_id\":null}}", "agent_id" },
        { "calls", $"{{{Agent}}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\"\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\"12025550100\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\"+02025550100\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\"+1 202 555 0100\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\" +12025550100\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\"+1234567\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":\"+1234567890123456\"}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":12025550100}}", "to_e164" },
        { "calls", $"{{{Agent},\"to_e164\":[\"+12025550100\"]}}", "to_e164" },
        { "calls", $"{{{Agent},{To},\"from_e164\":\"me\"}}", "from_e164" },
        { "calls", $"{{{Agent},{To},\"language\":\"hi_IN\"}}", "language" },
        { "calls", $"{{{Agent},{To},\"language\":\"\"}}", "language" },
        { "calls", $"{{{Agent},{To},\"max_duration_sec\":9}}", "max_duration_sec" },
        { "calls", $"{{{Agent},{To},\"max_duration_sec\":7201}}", "max_duration_sec" },
        { "calls", $"{{{Agent},{To},\"max_duration_sec\":60.5}}", "max_duration_sec" },
        { "calls", $"{{{Agent},{To},\"max_duration_sec\":\"60\"}}", "max_duration_sec" },
        { "calls", $"{{{Agent},{To},\"max_duration_sec\":1e400}}", "max_duration_sec" },
        { "calls", $"{{{Agent},{To},\"metadata\":\"x\"}}", "metadata" },
        { "calls", $"{{{Agent},{To},\"metadata\":[]}}", "metadata" },
        { "calls", $"{{{Agent},{To},\"metadata\":{Nested(40)}}}", "metadata" },
        { "calls", $"{{{Agent},{To},\"metadata\":{{\"x\":\"{new string('x', 17_000)}\"}}}}", "metadata" },
        { "calls", $"{{{Agent},{To},\"metadata\":{{\"x\":\"\\u0000\"}}}}", "metadata" },
        { "calls", $"{{{Agent},{To},\"metadata\":{{\"x\":\"\\ud800\"}}}}", "metadata" },

        // Contacts.
        { "contacts", "{}", "phone_e164" },
        { "contacts", """{"phone_e164":"9812345678"}""", "phone_e164" },
        { "contacts", """{"phone_e164":"+919812345678","name":5}""", "name" },
        { "contacts", $"{{\"phone_e164\":\"+919812345678\",\"name\":\"{new string('x', 201)}\"}}", "name" },
        { "contacts", """{"phone_e164":"+919812345678","name":"a\u0000b"}""", "name" },
        { "contacts", """{"phone_e164":"+919812345678","email":"riya"}""", "email" },
        { "contacts", """{"phone_e164":"+919812345678","email":"riya@example.com\nBcc: x@example.com"}""", "email" },
        { "contacts", """{"phone_e164":"+919812345678","language_pref":"hindi please"}""", "language_pref" },
        { "contacts", """{"phone_e164":"+919812345678","metadata":7}""", "metadata" },
        { "contacts", """{"phone_e164":"+919812345678","consent_capture":"yes"}""", "consent_capture" },

        // Webhooks.
        { "webhooks", """{"events":["call.completed"]}""", "url" },
        { "webhooks", """{"url":"https://example.com/hook"}""", "events" },
        { "webhooks", """{"url":"https://example.com/hook","events":[]}""", "events" },
        { "webhooks", """{"url":"https://example.com/hook","events":"call.completed"}""", "events" },
        { "webhooks", """{"url":"https://example.com/hook","events":["call.started"]}""", "events" },
        { "webhooks", """{"url":"https://example.com/hook","events":[null]}""", "events" },
        { "webhooks", Hook("not a url"), "url" },
        { "webhooks", Hook("ftp://example.com/hook"), "url" },
        { "webhooks", Hook("http://example.com/hook"), "url" },
        { "webhooks", Hook("https://user:secret@example.com/hook"), "url" },
        { "webhooks", Hook("https://example.com:22/hook"), "url" },
        { "webhooks", Hook("https://localhost/hook"), "url" },
        { "webhooks", Hook("https://127.0.0.1/hook"), "url" },
        { "webhooks", Hook("https://10.1.2.3/hook"), "url" },
        { "webhooks", Hook("https://169.254.169.254/latest/meta-data"), "url" },
        { "webhooks", Hook("https://[::1]/hook"), "url" },
        { "webhooks", Hook("https://[::ffff:10.0.0.1]/hook"), "url" },
        { "webhooks", Hook("https://2130706433/hook"), "url" },
    };

    public static TheoryData<string, string> BadQueries => new()
    {
        { "calls?limit=0", "limit" },
        { "calls?limit=101", "limit" },
        { "calls?limit=-1", "limit" },
        { "calls?limit=ten", "limit" },
        { "calls?limit=5&limit=6", "limit" },
        { "calls?limit=99999999999999999999", "limit" },
        { "calls?offset=-1", "offset" },
        { "calls?offset=1.5", "offset" },
        { "calls?offset=2147483648", "offset" },
        { "calls?status=done", "status" },
        { "calls?status=COMPLETED", "status" },
        { "contacts?limit=0", "limit" },
        { "contacts?limit=101", "limit" },
        { "contacts?offset=-5", "offset" },
        { "contacts?consent_capture=none", "consent_capture" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_400_invalid_request_and_changes_nothing(string path, string body, string? param)
    {
        var client = fixture.Client;

        var error = (await client.PostRawAsync(path, body)).AssertRefused(400, "invalid_request", param);

        var details = error.GetProperty("details");
        Assert.Equal(["formErrors", "fieldErrors"], details.Names());
        if (param is null)
            Assert.Equal(error.Str("message"), details.GetProperty("formErrors")[0].GetString());
        else
            Assert.Equal(error.Str("message"), details.GetProperty("fieldErrors").GetProperty(param)[0].GetString());
        Assert.Empty((await client.GetAsync(path)).Data().EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(BadQueries))]
    public async Task A_parameter_out_of_range_is_400_invalid_request(string path, string param) =>
        (await fixture.Client.GetAsync(path)).AssertRefused(400, "invalid_request", param);

    [Fact]
    public async Task The_message_for_a_bad_number_is_the_documents() => Assert.Equal(
        "to_e164 must be E.164 — e.g. +919812345678",
        (await fixture.Client.PostRawAsync("calls", $"{{{Agent},\"to_e164\":\"98123\"}}")).AssertRefused(400, "invalid_request", "to_e164").Str("message"));

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var error = (await fixture.Client.PostRawAsync("calls", """{"agent_id":"x","to_e164":"y","max_duration_sec":1}""")).AssertRefused(400, "invalid_request", "agent_id");

        Assert.Equal(["agent_id", "to_e164", "max_duration_sec"], error.GetProperty("details").GetProperty("fieldErrors").Names());
    }

    [Theory]
    [InlineData("calls", "01900000-0000-7000-8000-000000000002")]
    [InlineData("calls", "ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public async Task An_agent_of_somebody_else_is_not_found(string path, string agentId)
    {
        var refused = await fixture.Client.PostAsync(path, new { agent_id = agentId, to_e164 = "+12025550100" });

        Assert.Equal("null", refused.AssertRefused(404, "not_found", "agent_id").GetProperty("details").GetRawText());
    }

    [Theory]
    [InlineData("calls/01900000-0000-7000-8000-000000000002")]
    [InlineData("calls/1")]
    [InlineData("calls/..%2fcontacts")]
    [InlineData("nothing")]
    [InlineData("calls/1/2")]
    [InlineData("")]
    public async Task What_is_not_there_is_404_not_found(string path) => (await fixture.Client.GetAsync(path)).AssertRefused(404, "not_found");

    [Theory]
    [InlineData("PUT", "calls")]
    [InlineData("DELETE", "calls")]
    [InlineData("PATCH", "contacts")]
    [InlineData("POST", "calls/01900000-0000-7000-8000-000000000002")]
    [InlineData("GET", "webhooks/01900000-0000-7000-8000-000000000002")]
    public async Task A_wrong_method_is_405(string method, string path)
    {
        var reply = await fixture.Client.Http.SendAsync(new HttpMethod(method), $"/cualify/api/v1/{path}");

        reply.AssertRefused(405, "invalid_request");
        Assert.NotEmpty(reply.Headers["Allow"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_body_of_another_type_is_415(string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{{Agent},{To}}}")) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        (await fixture.Client.Http.SendAsync(HttpMethod.Post, "/cualify/api/v1/calls", content)).AssertRefused(415, "invalid_request");
    }

    [Fact]
    public async Task A_body_over_a_mebibyte_is_413() =>
        (await fixture.Client.PostRawAsync("contacts", $"{{\"phone_e164\":\"+919812345678\",\"x\":\"{new string('x', 1024 * 1024)}\"}}"))
            .AssertRefused(413, "invalid_request");

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_400()
    {
        var reply = await fixture.Client.Http.PostRawAsync("/cualify/api/v1/contacts", [.. "{\"phone_e164\":\"+919812345678\",\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        reply.AssertRefused(400, "invalid_request");
    }

    [Theory]
    [InlineData("GET", "calls")]
    [InlineData("POST", "calls")]
    [InlineData("GET", "calls/01900000-0000-7000-8000-000000000002")]
    [InlineData("GET", "contacts")]
    [InlineData("POST", "contacts")]
    [InlineData("GET", "webhooks")]
    [InlineData("POST", "webhooks")]
    [InlineData("DELETE", "webhooks/01900000-0000-7000-8000-000000000002")]
    public async Task Without_a_valid_key_every_route_is_401(string method, string path)
    {
        using var stranger = fixture.Server.Client();
        foreach (var bearer in new[] { null, "cuk_live_abc12345_00000000000000000000000000000000", "cf_live_nothing", "x" })
        {
            stranger.Bearer = bearer;
            var reply = await stranger.SendAsync(new HttpMethod(method), $"/cualify/api/v1/{path}");
            reply.AssertRefused(401, "unauthorized");
            Assert.StartsWith("Bearer", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        }
    }

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    private static string Hook(string url) => $"{{\"url\":\"{url}\",\"events\":[\"call.completed\"]}}";

    /// <summary>A server as it comes, but for the limit on requests, with one customer.</summary>
    public sealed class DefaultServer : IAsyncLifetime
    {
        internal ApiServer Server { get; private set; } = null!;

        internal CualifyClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await ApiServer.StartAsync(("RateLimits:Enabled", "false"));
            Client = await CualifyClient.SignUpAsync(Server);
        }

        public async Task DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
