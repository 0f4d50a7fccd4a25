using Microsoft.Extensions.Configuration;
using Switchboard.Settings;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class WebhookSettingsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_contract()
    {
        var options = Read();

        Assert.Equal([5, 30, 120, 600, 3600, 14400, 43200], options.RetryDelays.Select(d => d.TotalSeconds));
        Assert.Equal((false, false, 10), (options.AllowHttp, options.AllowPrivateNetworks, options.AttemptSeconds));
        Assert.Equivalent(new WebhookOptions(), options, strict: true);
    }

    [Fact]
    public void Every_value_can_be_set()
    {
        var options = Read(
            ("Webhooks:AllowHttp", "true"), ("Webhooks:RetrySeconds", "0.5, 2"), ("Webhooks:ConcurrencyPerEndpoint", "4"), ("Webhooks:Breaker:TripsMax", "7"));

        Assert.True(options.AllowHttp);
        Assert.Equal([0.5, 2], options.RetryDelays.Select(d => d.TotalSeconds));
        Assert.Equal((4, 7), (options.ConcurrencyPerEndpoint, options.Breaker.TripsMax));
    }

    [Theory]
    [InlineData("Webhooks:RetrySeconds", "5,,30")]
    [InlineData("Webhooks:RetrySeconds", "5,-1")]
    [InlineData("Webhooks:RetrySeconds", "soon")]
    [InlineData("Webhooks:RetrySeconds", "9999999")]
    [InlineData("Webhooks:AllowHttp", "perhaps")]
    [InlineData("Webhooks:AttemptSeconds", "0")]
    [InlineData("Webhooks:Breaker:FailureShare", "2")]
    public void What_cannot_be_used_stops_the_start(string key, string value) =>
        Assert.Equal(key, Assert.Throws<InvalidSettingException>(() => Read((key, value))).Key);

    private static WebhookOptions Read(params (string Key, string Value)[] settings) => WebhookServices.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
}
