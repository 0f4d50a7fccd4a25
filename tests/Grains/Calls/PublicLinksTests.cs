using Microsoft.Extensions.Configuration;
using Switchboard.Calls;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Tests.Grains.Calls;

public sealed class PublicLinksTests
{
    private const string CallId = "01890a5d-ac96-774b-bcce-b302099a8057";

    [Fact]
    public void A_link_is_stable_and_its_signature_is_the_calls_own()
    {
        var links = New("https://voice.example.com/");

        string link = links.Recording(CallId);

        Assert.StartsWith($"https://voice.example.com/recordings/{CallId}.wav?sig=", link, StringComparison.Ordinal);
        Assert.Equal(link, links.Recording(CallId));
        Assert.EndsWith(links.RecordingPath(CallId), link, StringComparison.Ordinal);
        string signature = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        Assert.True(links.IsRecordingSignature(CallId, signature));
        Assert.False(links.IsRecordingSignature(CallId.Replace('0', '1'), signature));
        Assert.False(New("https://voice.example.com", key: 1).IsRecordingSignature(CallId, signature));
        Assert.True(New("https://voice.example.com", key: 1, previous: 0).IsRecordingSignature(CallId, signature));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_not_a_signature(string? signature) => Assert.False(New(null).IsRecordingSignature(CallId, signature));

    [Fact]
    public void The_default_address_is_the_local_server() =>
        Assert.StartsWith("http://127.0.0.1:8080/recordings/", New(null).Recording(CallId), StringComparison.Ordinal);

    [Fact]
    public void An_address_that_is_none_stops_the_start() => Assert.Throws<InvalidSettingException>(() => New("voice.example.com"));

    private static PublicLinks New(string? url, byte key = 0, params byte[] previous) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("PublicUrl", url)]).Build(),
        new SecretBox(KeyOf(key), isConfigured: true, previous.Select(KeyOf)));

    private static byte[] KeyOf(byte value) => [.. Enumerable.Repeat(value, SecretBox.KeyLength)];
}
