using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("...")]
    [InlineData("?! ,,, — “ ”")]
    [InlineData(" \t\r\n ")]
    [InlineData("\u0001\u0002\u001b")]
    [InlineData("")]
    [InlineData("\u200b\u200d")]
    public void Nothing_can_be_heard_of_punctuation_and_blanks(string text) => Assert.Null(SpokenText.Of(text));

    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("  two \r\n lines\t", "two lines")]
    [InlineData("\u0001p90 loud\u0007", "p90 loud")]
    [InlineData("[[h@loU]]", "[ [h@loU]]")]
    [InlineData("[[[x", "[ [ [x")]
    [InlineData("नमस्ते", "नमस्ते")]
    [InlineData("7", "7")]
    [InlineData("₹", "₹")]
    public void What_is_said_has_no_control_characters_and_no_instructions(string text, string said) =>
        Assert.Equal(said, SpokenText.Of(text)?.Text);
}
