using System.Collections.Immutable;
using Switchboard.Onboarding;

namespace Switchboard.Tests.Grains.Onboarding;

public sealed class ProviderCatalogueTests
{
    [Fact]
    public void Every_provider_has_exactly_one_secret_and_fields_that_fit_the_body()
    {
        Assert.Equal(["anthropic", "twilio", "exotel", "cartesia", "deepgram"], ProviderCatalogue.All.Select(provider => provider.Name));
        Assert.All(ProviderCatalogue.All, provider =>
        {
            Assert.Same(provider, ProviderCatalogue.Find(provider.Name));
            Assert.Equal("https", new Uri(provider.DocsUrl).Scheme);
            Assert.Equal("password", Assert.Single(provider.Fields, field => field.IsSecret).Kind);
            Assert.All(provider.Fields, field => Assert.Matches("^(primary_id|secret|extra\\.[a-z_]+)$", field.Name));
            Assert.Equal(provider.Fields.Length, provider.Fields.Select(field => field.Name).Distinct().Count());
        });
        Assert.Null(ProviderCatalogue.Find("Anthropic"));
    }

    [Fact]
    public void What_is_missing_or_wrong_is_named()
    {
        Assert.Empty(Faults("anthropic", null, "sk-ant-1"));
        Assert.Equal([("primary_id", "is required")], Faults("twilio", null, "token"));
        Assert.Equal(["primary_id"], Faults("twilio", "XX123", "token").Select(fault => fault.Field));
        Assert.Equal(["primary_id"], Faults("twilio", "AC12/../34", "token").Select(fault => fault.Field));
        Assert.Equal([("extra.account_sid", "is required")], Faults("exotel", "key", "token"));
        Assert.Empty(Faults("exotel", "key", "token", ("account_sid", "acme1")));
        Assert.Equal(["extra.region"], Faults("exotel", "key", "token", ("account_sid", "acme1"), ("region", "attacker.example")).Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("line\r\nX-Injected: 1")]
    [InlineData("trailing\n")]
    [InlineData("schlüssel")]
    [InlineData("")]
    public void A_secret_that_no_header_could_carry_is_refused(string secret) =>
        Assert.Equal(["secret"], Faults("deepgram", null, secret).Select(fault => fault.Field));

    [Fact]
    public void What_a_provider_does_not_ask_for_is_left_out()
    {
        var trimmed = ProviderCatalogue.Find("anthropic")!.Trim(Secret("x", "sk-ant-1", ("region", "mumbai")));

        Assert.Null(trimmed.PrimaryId);
        Assert.Empty(trimmed.Extra);
        Assert.DoesNotContain("sk-ant-1", $"{trimmed}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk-ant-0123456789abcdef", "****cdef")]
    [InlineData("short-secret", "****")]
    [InlineData("x", "****")]
    public void A_hint_shows_little_of_a_long_secret_and_nothing_of_a_short_one(string secret, string hint) =>
        Assert.Equal(hint, SecretHint.Of(secret));

    private static List<(string Field, string Rule)> Faults(string provider, string? primaryId, string secret, params (string, string)[] extra) =>
        [.. ProviderCatalogue.Find(provider)!.Faults(Secret(primaryId, secret, extra))];

    private static ProviderSecret Secret(string? primaryId, string secret, params (string Name, string Value)[] extra) =>
        new(primaryId, secret, extra.ToImmutableDictionary(item => item.Name, item => item.Value));
}
