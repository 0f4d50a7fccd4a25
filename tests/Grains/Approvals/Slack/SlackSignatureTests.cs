using System.Text;
using Switchboard.Approvals.Slack;

namespace Switchboard.Tests.Grains.Approvals.Slack;

public sealed class SlackSignatureTests
{
    // The example of Slack's own documentation.
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
        + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");

    [Fact]
    public void Slacks_own_example_is_verified() => Assert.True(SlackSignature.Verify(Secret, Timestamp, Signature, Body));

    [Theory]
    [InlineData("another secret", Timestamp, Signature)]
    [InlineData(Secret, "1531420619", Signature)]
    [InlineData(Secret, Timestamp, "v0=b2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Secret, Timestamp, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Secret, Timestamp, "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Secret, Timestamp, "v0=")]
    [InlineData(Secret, Timestamp, "")]
    [InlineData(Secret, Timestamp, null)]
    public void Anything_else_is_not(string secret, string timestamp, string? signature) =>
        Assert.False(SlackSignature.Verify(secret, timestamp, signature, Body));

    [Fact]
    public void A_changed_body_is_not() => Assert.False(SlackSignature.Verify(Secret, Timestamp, Signature, [.. Body, (byte)' ']));

    [Theory]
    [InlineData("1531420618", 0, true)]
    [InlineData("1531420618", 300, true)]
    [InlineData("1531420618", -300, true)]
    [InlineData("1531420618", 301, false)]
    [InlineData("1531420618", -301, false)]
    [InlineData("-1531420618", 0, false)]
    [InlineData(" 1531420618", 0, false)]
    [InlineData("1531420618.5", 0, false)]
    [InlineData("99999999999999999999", 0, false)]
    [InlineData("", 0, false)]
    [InlineData(null, 0, false)]
    public void Its_time_may_be_five_minutes_off(string? timestamp, int offSec, bool isTimely) =>
        Assert.Equal(isTimely, SlackSignature.IsTimely(timestamp, DateTimeOffset.FromUnixTimeSeconds(1531420618 + offSec)));
}
