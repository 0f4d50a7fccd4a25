using System.Globalization;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>Text as it is drawn: one glyph after the other, without a layout engine.</summary>
internal static class PdfText
{
    private const int Virama = 0x094D;
    private const int VowelI = 0x093F;

    /// <summary>
    /// The characters in the order in which they are drawn. Controls become blanks, invisible characters are left out, half surrogate pairs are
    /// replaced. Devanagari's vowel sign I stands before the consonants that it is spoken after; conjunct forms are not made.
    /// </summary>
    public static List<Rune> Visible(string text)
    {
        // Normalising refuses half surrogate pairs; reading runes replaces them.
        var valid = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
        var runes = new List<Rune>(valid.Length);
        foreach (var rune in valid.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    runes.Add(new Rune(' '));
                    break;
                case UnicodeCategory.Format:
                case UnicodeCategory.NonSpacingMark when rune.Value is >= 0xFE00 and <= 0xFE0F:
                    break;
                default:
                    runes.Add(rune);
                    if (rune.Value == VowelI)
                        MoveBeforeConsonants(runes);
                    break;
            }
        }

        return runes;
    }

    private static void MoveBeforeConsonants(List<Rune> runes)
    {
        var to = runes.Count - 2;
        if (to < 0 || !IsConsonant(runes[to]))
            return;
        while (to >= 2 && runes[to - 1].Value == Virama && IsConsonant(runes[to - 2]))
            to -= 2;
        var sign = runes[^1];
        runes.RemoveAt(runes.Count - 1);
        runes.Insert(to, sign);
    }

    private static bool IsConsonant(Rune rune) => rune.Value is (>= 0x0915 and <= 0x0939) or (>= 0x0958 and <= 0x095F);
}
