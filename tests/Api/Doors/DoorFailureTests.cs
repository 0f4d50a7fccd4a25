using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.Doors;

/// <summary>Whatever goes wrong under a door's path is answered in that door's shape (contract, section 8).</summary>
public sealed class DoorFailureTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const string SignUp = "/callfunnel/api/auth/signup";

    public static TheoryData<string, byte[]> MalformedBodies() => new()
    {
        { "not JSON", "hello"u8.ToArray() },
        { "cut off", """{"email":"""u8.ToArray() },
        { "a list", "[]"u8.ToArray() },
        { "null", "null"u8.ToArray() },
        { "two objects", "{}{}"u8.ToArray() },
        { "a comment", "{} // so"u8.ToArray() },
        { "NaN", """{"amount":NaN}"""u8.ToArray() },
        { "a name twice", """{"email":"a@example.com","email":"b@example.com"}"""u8.ToArray() },
        { "a nested name twice", """{"data":{"a":1,"a":2}}"""u8.ToArray() },
        { "invalid UTF-8", [.. """{"email":"a"""u8, 0xFF, 0xC0, .. "\"}"u8] },
        { "UTF-16", Encoding.Unicode.GetBytes("{}") },
        { "nested too deep", Encoding.ASCII.GetBytes(new string('[', 100_000)) },
        { "nested too deep and closed", Encoding.ASCII.GetBytes($$"""{"a":{{new string('[', 65)}}{{new string(']', 65)}}}""") },
        { "a raw NUL", "{\"email\":\"a\0b\"}"u8.ToArray() },
        { "blanks", "  "u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_body_that_is_no_json_object_is_malformed(string what, byte[] body)
    {
        Assert.NotEmpty(what);
        using var client = server.Api.Client();
        (await client.PostRawAsync(SignUp, body)).AssertError(400, "MALFORMED_BODY");
    }

    [Theory]
    [InlineData("""{"email":1e999,"password":"0123456789"}""")]
    [InlineData("""{"email":"a\ud800@example.com","password":"0123456789"}""")]
    [InlineData("""{"email":"a@example.com\u0000","password":"0123456789"}""")]
    [InlineData("""{"email":{"$ne":null},"password":"0123456789"}""")]
    public async Task A_value_of_the_wrong_kind_is_the_fields_fault(string body)
    {
        using var client = server.Api.Client();
        (await client.PostRawAsync(SignUp, body)).AssertError(422, "VALIDATION_FAILED", "email");
    }

    [Fact]
    public async Task A_byte_order_mark_and_unknown_fields_are_ignored()
    {
        using var client = server.Api.Client();
        var body = $$"""{"email":"{{Guid.NewGuid():N}}@example.com","password":"0123456789","\u0000 unknown":[1e999,"\ud800"]}""";
        Assert.Equal(201, (await client.PostRawAsync(SignUp, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)])).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonx")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_refused(string? type)
    {
        using var client = server.Api.Client();
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        (await client.SendAsync(HttpMethod.Post, SignUp, content)).AssertError(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/vnd.api+json")]
    public async Task Json_by_another_name_is_json(string type)
    {
        using var client = server.Api.Client();
        var content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        (await client.SendAsync(HttpMethod.Post, SignUp, content)).AssertError(422, "VALIDATION_FAILED");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_a_mebibyte_is_too_large(bool isLengthKnown)
    {
        using var client = server.Api.Client();
        var body = Encoding.ASCII.GetBytes($$"""{"email":"{{new string('a', 1024 * 1024)}}"}""");
        HttpContent content = isLengthKnown ? new ByteArrayContent(body) : new PushContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await client.SendAsync(HttpMethod.Post, SignUp, content)).AssertError(413, "BODY_TOO_LARGE");
    }

    [Theory]
    [InlineData("/callfunnel")]
    [InlineData("/callfunnel/")]
    [InlineData("/callfunnel/api")]
    [InlineData("/callfunnel/api/nothing/here")]
    [InlineData("/callfunnel/nothing")]
    [InlineData("/callfunnel/api/auth/login/more")]
    [InlineData("/callfunnel/api/%zz")]
    [InlineData("/callfunnel/api/%C0%AF")]
    [InlineData("/callfunnel/api/..%2f..%2fetc")]
    [InlineData("/callfunnel/api//billing//balance")]
    public async Task An_unknown_route_is_not_found(string path)
    {
        using var client = server.Api.Client();
        (await client.GetAsync(path)).AssertError(404, "UNKNOWN_ROUTE");
    }

    [Fact]
    public async Task A_wrong_method_is_told_the_right_ones_before_any_credential_is_asked_for()
    {
        using var client = server.Api.Client();
        var reply = await client.DeleteAsync("/callfunnel/api/api-keys");
        reply.AssertError(405, "METHOD_NOT_ALLOWED");
        Assert.Equal(["GET", "POST"], reply.Headers["Allow"].Split(", ").Order());
        (await client.SendAsync(new HttpMethod("BREW"), "/callfunnel/billing/balance")).AssertError(405, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task Outside_of_all_doors_a_failure_is_a_problem_document()
    {
        using var client = server.Api.Client();
        var reply = await client.GetAsync("/nothing");
        Assert.Equal(404, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentType);
    }

    [Fact]
    public async Task Oversized_headers_are_refused_by_the_server()
    {
        using var client = server.Api.Client();
        var reply = await client.SendAsync(HttpMethod.Get, "/callfunnel/billing/balance", null, ("X-Large", new string('a', 100_000)));
        Assert.Equal(431, reply.Status);
    }

    [Theory]
    [InlineData("GET /callfunnel/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET callfunnel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("G\u0001T /callfunnel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /callfunnel/healthz HTTP/1.1\r\nConnection: close\r\n\r\n")]
    public async Task A_malformed_request_is_a_4xx(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Api.Address.Host, server.Api.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Assert.StartsWith("HTTP/1.1 4", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_say_nothing_of_the_server_and_are_not_to_be_kept()
    {
        using var client = server.Api.Client();
        var reply = await client.GetAsync("/callfunnel/nothing");
        Assert.False(reply.Headers.ContainsKey("Server"));
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_a_503_that_says_when_to_come_again()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = (await api.SignUpAsync()).Client();
        Func<Exception>[] failures =
        [
            () => new StoreUnavailableException("secret detail", outcomeUnknown: false),
            () => new StoreBusyException("secret detail"),
        ];
        foreach (var failure in failures)
        {
            api.Store.Failure = failure;
            var reply = await client.GetAsync("/callfunnel/api/api-keys");
            reply.AssertError(503, "UNAVAILABLE");
            Assert.True(int.Parse(reply.Headers["Retry-After"]) > 0);
            Assert.DoesNotContain("secret detail", reply.Content, StringComparison.Ordinal);
        }
        api.Store.Failure = null;
        Assert.Equal(200, (await client.GetAsync("/callfunnel/api/api-keys")).Status);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_500_without_details()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = (await api.SignUpAsync()).Client();
        api.Store.Failure = () => new InvalidOperationException("secret detail");
        var reply = await client.GetAsync("/callfunnel/api/api-keys");
        reply.AssertError(500, "INTERNAL_ERROR");
        Assert.DoesNotContain("secret detail", reply.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", reply.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_door_answers_at_the_root_of_its_own_host_too()
    {
        await using var api = await ApiServer.StartAsync(("Doors:CallFunnel:Host", "voice.example.com"));
        using var client = (await api.SignUpAsync()).Client();
        foreach (var path in new[] { "/api/billing/balance", "/billing/balance", "/callfunnel/billing/balance" })
            Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, path, null, ("Host", "Voice.Example.com"))).Status);
        (await client.SendAsync(HttpMethod.Get, "/nothing", null, ("Host", "voice.example.com:8080"))).AssertError(404, "UNKNOWN_ROUTE");
        var topUp = await client.SendAsync(HttpMethod.Post, "/billing/topup", new StringContent("""{"amount_minor":5}""", Encoding.UTF8, "application/json"), ("Host", "voice.example.com"));
        var checkout = new Uri(topUp.Text("checkout_url"));
        Assert.Equal("voice.example.com", checkout.Host);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, checkout.AbsolutePath, null, ("Host", "voice.example.com"))).Status);
        Assert.Equal(404, (await client.GetAsync("/billing/balance")).Status);
    }

    /// <summary>A body whose length is not known beforehand.</summary>
    private sealed class PushContent(byte[] body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
