using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class UrlPolicyTests
{
    private static readonly UrlPolicy Production = new(new WebhookOptions());
    private static readonly UrlPolicy Local = new(new WebhookOptions { AllowHttp = true, AllowPrivateNetworks = true });

    [Theory]
    [InlineData("https://example.com/hook")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com./hook")]
    [InlineData("https://EXAMPLE.com:443/hook?key=a%2Fb")]
    [InlineData("https://example.com:8443/hook")]
    [InlineData("https://example.com:1024/hook")]
    [InlineData("https://example.com:65535/hook")]
    [InlineData("https://bücher.example/hook")]
    [InlineData("https://xn--bcher-kva.example/hook")]
    [InlineData("https://8.8.8.8/hook")]
    [InlineData("https://[2606:4700:4700::1111]/hook")]
    public void Public_https_addresses_are_allowed(string url)
    {
        var verdict = Production.Check(url);

        Assert.Null(verdict.Reason);
        Assert.NotNull(verdict.Url);
    }

    [Theory]
    [InlineData(null, "url is required")]
    [InlineData("  ", "url is required")]
    [InlineData("not a url", "url is not a valid absolute URL")]
    [InlineData("/relative", "url must be an https URL")]
    [InlineData("//example.com/hook", "url must be an https URL")]
    [InlineData("https://", "url is not a valid absolute URL")]
    [InlineData("https://exa mple.com/", "url is not a valid absolute URL")]
    [InlineData("https://example.com/a b", "url is not a valid absolute URL")]
    [InlineData("https://example.com/\r\nHost: x", "url is not a valid absolute URL")]
    [InlineData("https:\\\\127.0.0.1\\x", "url is not a valid absolute URL")]
    [InlineData("http://example.com/hook", "url must be an https URL")]
    [InlineData("ftp://example.com/hook", "url must be an https URL")]
    [InlineData("file:///etc/passwd", "url must be an https URL")]
    [InlineData("javascript:alert(1)", "url must be an https URL")]
    [InlineData("gopher://127.0.0.1:6379/_x", "url must be an https URL")]
    [InlineData("https://user:secret@example.com/", "url must not contain a user name or password")]
    [InlineData("https://example.com@127.0.0.1/", "url must not contain a user name or password")]
    [InlineData("https://example.com/#part", "url must not contain a fragment")]
    [InlineData("https://example.com:80/", "url must use port 443 or one from 1024 to 65535")]
    [InlineData("https://example.com:22/", "url must use port 443 or one from 1024 to 65535")]
    [InlineData("https://example.com:1023/", "url must use port 443 or one from 1024 to 65535")]
    [InlineData("https://example.com:0/", "url must use port 443 or one from 1024 to 65535")]
    [InlineData("https://example.com:65536/", "url is not a valid absolute URL")]
    public void Bad_urls_are_refused_with_a_reason(string? url, string reason) => Assert.Equal(reason, Production.Check(url).Reason);

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://0x7f.1./")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://%31%32%37.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST:8443/")]
    [InlineData("https://localhost./")]
    [InlineData("https://any.localhost/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://0/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    public void Every_spelling_of_a_forbidden_address_is_refused(string url)
    {
        var verdict = Production.Check(url);

        Assert.Null(verdict.Url);
        Assert.NotNull(verdict.Reason);
    }

    [Fact]
    public void A_very_long_url_is_refused() =>
        Assert.Equal("url must not be longer than 2048 characters", Production.Check("https://example.com/" + new string('a', 2048)).Reason);

    [Theory]
    [InlineData("http://127.0.0.1:9000/hook")]
    [InlineData("http://localhost:9000/hook")]
    [InlineData("http://localhost/hook")]
    [InlineData("http://10.0.0.5:80/hook")]
    [InlineData("https://[::1]:9000/hook")]
    public void Local_receivers_can_be_allowed(string url) => Assert.NotNull(Local.Check(url).Url);

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://0.0.0.0:9000/")]
    [InlineData("http://224.0.0.1:9000/")]
    [InlineData("http://127.0.0.1:22/")]
    [InlineData("http://user@127.0.0.1:9000/")]
    [InlineData("ftp://127.0.0.1:9000/")]
    public void What_is_never_allowed_stays_refused(string url) => Assert.NotNull(Local.Check(url).Reason);
}
