using Switchboard.Contacts;

namespace Switchboard.Tests.Grains.Contacts;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("hi-IN")]
    [InlineData("HI-in")]
    [InlineData("zh-Hant-TW")]
    [InlineData("zh-cmn-Hans-CN")]
    [InlineData("sl-rozaj-biske")]
    [InlineData("de-CH-1901")]
    [InlineData("es-419")]
    [InlineData("de-DE-u-co-phonebk")]
    [InlineData("en-x-private")]
    public void Tags_of_the_grammar_are_well_formed(string tag) => Assert.True(LanguageTag.IsWellFormed(tag));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("hi_IN")]
    [InlineData("hi-")]
    [InlineData("-IN")]
    [InlineData("hi--IN")]
    [InlineData("hi-IN ")]
    [InlineData("hi-IN\n")]
    [InlineData("hi-IN-u")]
    [InlineData("hindi-languages")]
    [InlineData("\u0939\u093F")]
    [InlineData("\u212Aa")]
    [InlineData("en-x-aaaaaaaa-bbbbbbbb-cccccccc-dddd")]
    public void Nothing_else_is(string? tag) => Assert.False(LanguageTag.IsWellFormed(tag));
}
