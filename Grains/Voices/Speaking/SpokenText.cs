using System.Globalization;
using System.Text;

namespace Switchboard.Voices;

/// <summary>
/// A text as it is given to a voice: without control characters and without what an engine could take for an instruction. How
/// the words were spaced makes no difference.
/// </summary>
public sealed record SpokenText
{
    private SpokenText(string text) => Text = text;

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The text to say; null when it has no letter, digit or symbol, so that there is nothing to hear.</summary>
    public static SpokenText? Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        var sounds = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
                continue;
            }

            sounds |= Sounds(rune);
            // Two brackets begin phonemes in speech engines of this kind; apart they are only brackets.
            if (rune.Value == '[' && clean.Length > 0 && clean[^1] == '[')
                clean.Append(' ');
            clean.Append(rune);
        }

        return sounds ? new SpokenText(clean.ToString().TrimEnd()) : null;
    }

    private static bool Sounds(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.CurrencySymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherSymbol or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
