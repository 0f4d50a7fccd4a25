using System.Text;
using Switchboard.Tests.Api.Support;
using Xunit.Abstractions;

namespace Switchboard.Tests.Api.Doors;

/// <summary>No request, however formed, is answered with a 5xx or out of the door's shape.</summary>
public sealed class FuzzTests(SharedServer server, ITestOutputHelper output) : IClassFixture<SharedServer>
{
    private const int Requests = 1500;

    private static readonly string[] Routes =
    [
        "POST auth/signup", "GET auth/verify-email", "GET auth/me", "GET api-keys", "POST api-keys",
        "POST api-keys/{id}/revoke", "DELETE api-keys/{id}", "GET billing/balance", "GET billing/precheck", "GET billing/history",
        "POST billing/topup", "POST billing/webhooks/payment", "GET healthz",
    ];

    private static readonly string[] Fields =
    [
        "email", "password", "full_name", "country", "name", "scope", "expires_in_days", "expires_at", "reason", "amount_minor",
        "return_url", "id", "type", "data",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "0", "-0", "1e999", "-1e-999", "1.5", "9223372036854775808",
        "-9223372036854775808", "[]", "{}", "[[[[]]]]", "{\"a\":{\"b\":{}}}", "\"a@b.co\"", "\"0123456789\"", "\"IN\"", "\"read\"", "\"\u202e\U0001F4A9\"",
        "\"2026-13-45T99:99:99Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"http://[::1\"", "\"https://x\"",
        "\"01a20188-86a6-7a46-a5bb-8e3b8d54c457\"", "NaN", "'x'", "", "\"x", "\"' OR 1=1 --\"",
    ];

    private static readonly string[] QueryValues =
        ["", "1", "0", "-1", "%00", "%", "%zz", "%ff%fe", "%ed%a0%80", "99999999999999999999", "a&a=b", "é", "%F0%9F%92%A9", "' OR 1=1 --"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_answer_keeps_to_the_doors_shape(int seed)
    {
        var random = new Random(seed);
        using var client = (await server.Api.SignUpAsync()).Client();
        var statuses = new Dictionary<int, int>();
        for (var i = 0; i < Requests; i++)
        {
            var (method, path) = Route(random);
            var (type, body) = Body(random);
            output.WriteLine($"{seed}/{i}: {method} {path} {type} {Convert.ToBase64String(body)}");
            var content = method == "GET" ? null : new ByteArrayContent(body);
            if (content is not null && type is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            var reply = await client.SendAsync(new HttpMethod(method), path, content);

            statuses[reply.Status] = statuses.GetValueOrDefault(reply.Status) + 1;
            Assert.True(reply.Status < 500, reply.Content);
            Assert.Equal("application/json", reply.ContentType);
            if (reply.Status >= 400)
            {
                Assert.Matches("^[A-Z_]+$", reply.Text("code"));
                Assert.NotEmpty(reply.Text("error"));
                Assert.DoesNotContain("   at ", reply.Content, StringComparison.Ordinal);
            }
        }
        // The requests got past the front: they were not all refused for the same reason.
        Assert.Superset(new HashSet<int> { 200, 400, 404, 405, 415, 422 }, statuses.Keys.ToHashSet());
    }

    private static (string Method, string Path) Route(Random random)
    {
        var route = Pick(random, Routes).Split(' ');
        var id = random.Next(3) switch { 0 => Guid.NewGuid().ToString(), 1 => Uri.EscapeDataString(Pick(random, Values) + "x"), _ => "x%20y" };
        var query = string.Join('&', Enumerable.Range(0, random.Next(3)).Select(_ =>
            $"{Pick(random, ["limit", "LIMIT", "before", "expected_seconds", "token", ""])}={Pick(random, QueryValues)}"));
        var method = random.Next(10) == 0 ? Pick(random, ["GET", "POST", "PUT", "DELETE", "PATCH"]) : route[0];
        return (method, $"/callfunnel/{(random.Next(2) == 0 ? "api/" : "")}{route[1].Replace("{id}", id, StringComparison.Ordinal)}?{query}");
    }

    private static (string? Type, byte[] Body) Body(Random random)
    {
        var type = random.Next(12) switch { 0 => null, 1 => "text/plain", 2 => "application/json; charset=klingon", 3 => ";;", _ => "application/json" };
        var fields = Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Pick(random, Fields)}\":{Pick(random, Values)}");
        var body = Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}");
        if (random.Next(5) == 0 && body.Length > 0)
            body[random.Next(body.Length)] = (byte)random.Next(256);
        return (type, random.Next(10) == 0 ? body[..random.Next(body.Length)] : body);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
