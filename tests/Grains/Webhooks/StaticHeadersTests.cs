using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class StaticHeadersTests
{
    [Theory]
    [InlineData("Authorization", "Bearer token")]
    [InlineData("X-Api-Key", "a b\tc~!")]
    [InlineData("x-empty", "")]
    public void Usual_headers_are_taken(string name, string value) => Assert.Null(StaticHeaders.RefusalOf(One(name, value)));

    [Theory]
    [InlineData("", "x")]
    [InlineData("a b", "x")]
    [InlineData("a:b", "x")]
    [InlineData("a\r\nb", "x")]
    [InlineData("é", "x")]
    [InlineData("x", "a\r\nSet-Cookie: b")]
    [InlineData("x", "a\0")]
    [InlineData("x", "ü")]
    [InlineData("Host", "internal")]
    [InlineData("content-length", "0")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    [InlineData("Webhook-Id", "evt_forged")]
    [InlineData("webhook-signature", "v1,forged")]
    [InlineData("X-Cualify-Signature", "forged")]
    public void What_could_break_or_forge_a_request_is_refused(string name, string value) =>
        Assert.StartsWith("headers", StaticHeaders.RefusalOf(One(name, value)), StringComparison.Ordinal);

    [Fact]
    public void They_are_bounded()
    {
        Assert.NotNull(StaticHeaders.RefusalOf(Enumerable.Range(0, 21).ToDictionary(i => $"x-{i}", _ => "v")));
        Assert.Null(StaticHeaders.RefusalOf(Enumerable.Range(0, 20).ToDictionary(i => $"x-{i}", _ => "v")));
        Assert.NotNull(StaticHeaders.RefusalOf(One("x", new string('v', 4096))));
        Assert.NotNull(StaticHeaders.RefusalOf(new Dictionary<string, string> { ["x-key"] = "1", ["X-Key"] = "2" }));
    }

    private static Dictionary<string, string> One(string name, string value) => new() { [name] = value };
}
