using Switchboard.Compliance;
using Switchboard.Secrets;

namespace Switchboard.Tests.Grains.Compliance;

public sealed class PseudonymsTests
{
    private const string Phone = "+12025550106";

    private readonly Pseudonyms _pseudonyms = TestPseudonyms.New();

    [Fact]
    public void A_number_has_one_in_each_tenant_that_does_not_show_it()
    {
        string pseudonym = _pseudonyms.Of("tenant-1", Phone);

        Assert.Matches("^erased:[0-9a-f]{16}$", pseudonym);
        Assert.True(Pseudonyms.IsPseudonym(pseudonym));
        Assert.False(Pseudonyms.IsPseudonym(Phone));
        Assert.Equal(pseudonym, TestPseudonyms.New().Of("tenant-1", Phone));
        Assert.NotEqual(pseudonym, _pseudonyms.Of("tenant-2", Phone));
        Assert.NotEqual(pseudonym, _pseudonyms.Of("tenant-1", "+12025550107"));
        Assert.NotEqual(pseudonym, new Pseudonyms(new SecretBox([.. Enumerable.Repeat((byte)1, SecretBox.KeyLength)], isConfigured: true)).Of("tenant-1", Phone));
    }

    [Theory]
    [InlineData("""{"to":"+12025550106","also":"\u002B12025550106"}""", """{"to":"X","also":"X"}""")]
    [InlineData("""{"to":"\u002b12025550106"}""", """{"to":"X"}""")]
    [InlineData("""{"to":"+12025550107"}""", """{"to":"+12025550107"}""")]
    public void It_replaces_the_number_in_json_however_the_plus_is_written(string json, string replaced) =>
        Assert.Equal(replaced, Pseudonyms.Replace(json, Phone, "X"));
}
