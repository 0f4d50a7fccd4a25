using Switchboard.Contacts;

namespace Switchboard.Tests.Grains.Contacts;

/// <summary>Numbers as people, address books and spreadsheets write them.</summary>
public sealed class PhoneNumberParserTests
{
    [Theory]

    // Written internationally, wherever the reader is.
    [InlineData("+14155550123", "IN", "+14155550123")]
    [InlineData("+12025550100", "US", "+12025550100")]
    [InlineData("+919812345678", "US", "+919812345678")]
    [InlineData(" +44 (0)20 7946 0958 ", "US", "+442079460958")]
    [InlineData("+44 020 7946 0958", "GB", "+442079460958")]
    [InlineData("00 49 30 901820", "IN", "+4930901820")]
    [InlineData("0044 7700 900123", "US", "+447700900123")]
    [InlineData("011 91 98123 45678", "US", "+919812345678")]
    [InlineData("011-44-20-7946-0958", "CA", "+442079460958")]
    [InlineData("0011 1 415 555 0123", "AU", "+14155550123")]
    [InlineData("00 1 415 555 0123", "AU", "+14155550123")]
    [InlineData("+39 06 698 1234", "US", "+39066981234")]
    [InlineData("tel:+1-415-555-0123", "GB", "+14155550123")]
    [InlineData("+971 (0) 50 123 4567", "GB", "+971501234567")]

    // National formats.
    [InlineData("(415) 555-0123", "US", "+14155550123")]
    [InlineData("415.555.0123", "CA", "+14155550123")]
    [InlineData("1-415-555-0123", "US", "+14155550123")]
    [InlineData("98123 45678", "IN", "+919812345678")]
    [InlineData("098123-45678", "IN", "+919812345678")]
    [InlineData("919812345678", "IN", "+919812345678")]
    [InlineData("0919812345678", "IN", "+919812345678")]
    [InlineData("91981 23456", "IN", "+919198123456")]
    [InlineData("011-2345 6789", "IN", "+911123456789")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("07700 900123", "GB", "+447700900123")]
    [InlineData("7700900123", "GB", "+447700900123")]
    [InlineData("447700900123", "GB", "+447700900123")]
    [InlineData("01750 12345", "GB", "+44175012345")]
    [InlineData("0412 345 678", "AU", "+61412345678")]
    [InlineData("412345678", "AU", "+61412345678")]
    [InlineData("(02) 9876 5432", "AU", "+61298765432")]
    [InlineData("61412345678", "AU", "+61412345678")]
    [InlineData("8123 4567", "SG", "+6581234567")]
    [InlineData("65 6123 4567", "SG", "+6561234567")]
    [InlineData("050 123 4567", "AE", "+971501234567")]
    [InlineData("501234567", "AE", "+971501234567")]
    [InlineData("04 123 4567", "AE", "+97141234567")]
    [InlineData("971501234567", "AE", "+971501234567")]

    // What spreadsheets, keyboards and copying add.
    [InlineData("'+14155550123", "US", "+14155550123")]
    [InlineData("9812345678.0", "IN", "+919812345678")]
    [InlineData("+919812345678.00", "US", "+919812345678")]
    [InlineData("\u202A+1\u00A0415\u2011555\u20130123\u202C", "IN", "+14155550123")]
    [InlineData("＋９１ ９８１２３ ４５６７８", "US", "+919812345678")]
    [InlineData("९८१२३४५६७८", "IN", "+919812345678")]
    [InlineData("٠٥٠١٢٣٤٥٦٧", "AE", "+971501234567")]
    public void Are_read(string text, string country, string expected)
    {
        Assert.True(PhoneNumberParser.TryParse(text, country, out var e164, out var fault), fault?.Code);
        Assert.Equal(expected, e164);
        Assert.True(PhoneNumber.IsE164(e164));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(null, "US", "missing")]
    [InlineData("  ", "US", "missing")]
    [InlineData("n/a", "US", "not_a_number")]
    [InlineData("()-", "US", "not_a_number")]
    [InlineData("1-800-FLOWERS", "US", "not_a_number")]
    [InlineData("415-555-0123 / 415-555-0124", "US", "not_a_number")]
    [InlineData("415+5550123", "US", "not_a_number")]
    [InlineData("++14155550123", "US", "not_a_number")]
    [InlineData("9.19E+11", "IN", "scientific_notation")]
    [InlineData("9,19e11", "IN", "scientific_notation")]
    [InlineData("+9.198E+11", "IN", "scientific_notation")]
    [InlineData("+1 415 555 0123 x12", "US", "extension")]
    [InlineData("415-555-0123 ext. 9", "US", "extension")]
    [InlineData("415-555-0123#9", "US", "extension")]
    [InlineData("tel:+14155550123;ext=9", "US", "extension")]
    [InlineData("555-0123", "US", "too_short")]
    [InlineData("+1 415 555 012", "US", "not_in_plan")]
    [InlineData("+1 415 555 01234", "US", "too_long")]
    [InlineData("+1 015 555 0123", "US", "not_in_plan")]
    [InlineData("+1 911 555 0123", "US", "not_in_plan")]
    [InlineData("+1 495 055 0123", "US", "not_in_plan")]
    [InlineData("1234567890", "US", "not_in_plan")]
    [InlineData("5812345678", "IN", "not_in_plan")]
    [InlineData("98123456", "IN", "not_in_plan")]
    [InlineData("+91 98123 4567", "IN", "not_in_plan")]
    [InlineData("+91 098123 456789", "IN", "too_long")]
    [InlineData("7946 0958", "GB", "not_in_plan")]
    [InlineData("+44 20 7946", "GB", "too_short")]
    [InlineData("+61 1300 123 456", "AU", "not_in_plan")]
    [InlineData("7123 4567", "SG", "not_in_plan")]
    [InlineData("+65 1234 5678", "SG", "not_in_plan")]
    [InlineData("0812345678", "AE", "not_in_plan")]
    [InlineData("+49 12345", "US", "too_short")]
    [InlineData("+49 1234567890123456", "US", "too_long")]
    [InlineData("+0049 30 901820", "US", "not_in_plan")]
    [InlineData("030 901820", "DE", "not_in_plan")]
    [InlineData("1234567890123456789012345678901234567890", "US", "too_long")]
    public void Are_refused_with_the_reason(string? text, string country, string expected)
    {
        Assert.False(PhoneNumberParser.TryParse(text, country, out var e164, out var fault));
        Assert.Null(e164);
        Assert.Equal(expected, fault!.Code);
        Assert.Same(fault, PhoneFault.Of(fault.Code));
    }

    [Fact]
    public void What_is_read_reads_as_itself_and_nothing_throws()
    {
        var random = new Random(20260531);
        const string Signs = "0123456789012345678901234567890123456789+-() .xe#\u0660\u096F\uFF10/'\t;";
        string[] countries = ["IN", "US", "GB", "AU", "CA", "SG", "AE", "DE"];
        var read = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Create(random.Next(18), random, (chars, draw) =>
            {
                foreach (ref var sign in chars)
                    sign = Signs[draw.Next(Signs.Length)];
            });
            if (!PhoneNumberParser.TryParse(text, countries[i % countries.Length], out var e164, out var fault))
            {
                Assert.NotNull(fault);
                continue;
            }

            read++;
            Assert.True(PhoneNumber.IsE164(e164), $"{text} → {e164}");
            Assert.True(PhoneNumberParser.TryParse(e164, "US", out var again, out _) && again == e164, $"{text} → {e164} → {again}");
        }

        Assert.InRange(read, 1_000, 200_000);
    }
}
