using Switchboard.Contacts;

namespace Switchboard.Tests.Grains.Contacts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+919812345678")]
    [InlineData("+12025550100")]
    [InlineData("+29012345")]
    [InlineData("+123456789012345")]
    public void A_plus_sign_and_8_to_15_digits_are_a_number(string text) => Assert.True(PhoneNumber.IsE164(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("919812345678")]
    [InlineData("+019812345678")]
    [InlineData("+1234567")]
    [InlineData("+1234567890123456")]
    [InlineData("+91 98123 45678")]
    [InlineData("+91-9812345678")]
    [InlineData(" +919812345678")]
    [InlineData("+919812345678\n")]
    [InlineData("++19812345678")]
    [InlineData("+91981234567a")]
    [InlineData("+\u0967\u0968\u0969\u096A\u096B\u096C\u096D\u096E")]
    public void Nothing_else_is(string? text) => Assert.False(PhoneNumber.IsE164(text));

    [Fact]
    public void India_is_plus_91()
    {
        Assert.True(PhoneNumber.IsIndian("+919812345678"));
        Assert.False(PhoneNumber.IsIndian("+9821234567"));
    }
}
