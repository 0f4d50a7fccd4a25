using Switchboard.Compliance;

namespace Switchboard.Tests.Grains.Compliance;

/// <summary>A number as people write it.</summary>
public sealed class WrittenNumberTests
{
    private const string Pseudonym = "erased:0123456789abcdef";

    [Theory]
    [InlineData("+13125558888", "+13125558888 ext 9", true)]
    [InlineData("+13125558888", "(312) 555-8888 x12", true)]
    [InlineData("+13125558888", "tel 312 555 88 88", true)]
    [InlineData("+13125558888", "(312) 555-8887 x8", false)]
    [InlineData("+13125558888", "", false)]
    [InlineData("+919812345678", "०९८१२३४५६७८", true)]
    [InlineData("+47123456", "47 12 34 56 / 2", true)]
    [InlineData("+47123456", "12 34 56", false)]
    public void It_is_in_a_field_by_its_last_ten_digits(string phone, string written, bool isIn) => Assert.Equal(isIn, new WrittenNumber(phone).IsIn(written));

    [Theory]
    [InlineData("spouse of +13125558888", "spouse of {0}")]
    [InlineData("spouse of +1 (312) 555-8888, by mail", "spouse of {0}, by mail")]
    [InlineData("(312) 555 - 8888", "{0}")]
    [InlineData("2 lines: 3125558888 and 13125558888.", "2 lines: {0} and {0}.")]
    [InlineData("3125558888", "{0}")]
    [InlineData("asked 312 times on 555, room 8888", "asked 312 times on 555, room 8888")]
    [InlineData("spouse of +13125558887", "spouse of +13125558887")]
    [InlineData("asked by mail", "asked by mail")]
    public void In_a_sentence_a_pseudonym_takes_its_place(string text, string expected) => Assert.Equal(
        expected.Replace("{0}", Pseudonym, StringComparison.Ordinal), new WrittenNumber("+13125558888").Replace(text, Pseudonym));
}
