using System.Collections.Immutable;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>A typeface: a font, and others for the characters that it does not have. What none of them has is drawn as the first one's empty box.</summary>
internal sealed class PdfFace(params ImmutableArray<TrueTypeFont> fonts)
{
    /// <summary>The fonts, in the order in which they are asked.</summary>
    public ImmutableArray<TrueTypeFont> Fonts => fonts;

    /// <summary>The width of a text in points.</summary>
    public double Measure(string text, double size) =>
        PdfText.Visible(text).Sum(rune => Find(rune) is var (font, glyph) ? font.AdvanceOf(glyph) * size / font.UnitsPerEm : 0);

    /// <summary>The text, or as much of its beginning as fits, with an ellipsis.</summary>
    public string Fit(string text, double size, double width)
    {
        if (Measure(text, size) <= width)
            return text;
        var runes = text.EnumerateRunes().ToList();
        var (fits, tooLong) = (0, runes.Count);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Measure(Beginning(middle), size) <= width)
                fits = middle;
            else
                tooLong = middle;
        }

        return Beginning(fits);

        string Beginning(int length) => string.Concat(runes.Take(length).Select(rune => rune.ToString())).TrimEnd() + "…";
    }

    /// <summary>The lines that a text is broken into, at blanks.</summary>
    public IEnumerable<string> Wrap(string text, double size, double width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Measure(longer, size) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0)
            yield return line;
    }

    /// <summary>The glyph of a character and the font that has it.</summary>
    public (TrueTypeFont Font, ushort Glyph) Find(Rune rune)
    {
        foreach (var font in fonts)
        {
            if (font.GlyphOf(rune) is var glyph and not 0)
                return (font, glyph);
        }

        return (fonts[0], 0);
    }
}
