using System.Globalization;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>The fonts of a document, with the glyphs of each that are drawn. Those are embedded, and no others.</summary>
internal sealed class PdfFonts
{
    private readonly Dictionary<TrueTypeFont, SortedDictionary<ushort, Rune>> _used = [];
    private readonly List<TrueTypeFont> _fonts = [];

    /// <summary>Notes that a glyph is drawn, and answers it.</summary>
    public ushort Use(TrueTypeFont font, ushort glyph, Rune character)
    {
        if (!_used.TryGetValue(font, out var glyphs))
        {
            _used.Add(font, glyphs = []);
            _fonts.Add(font);
        }

        // The empty box stands for every character that no font has.
        glyphs.TryAdd(glyph, glyph == 0 ? Rune.ReplacementChar : character);
        return glyph;
    }

    /// <summary>What pages call the font.</summary>
    public string NameOf(TrueTypeFont font) => string.Create(CultureInfo.InvariantCulture, $"F{_fonts.IndexOf(font)}");

    /// <summary>Writes all fonts, and answers the dictionary that pages find them in.</summary>
    internal string Write(PdfObjects objects) =>
        $"<< {string.Join(' ', _fonts.Select(font => $"/{NameOf(font)} {PdfObjects.Reference(Write(objects, font, _used[font]))}"))} >>";

    // ISO 32000-1, 9.7: a composite font whose codes are the glyphs' numbers.
    private static int Write(PdfObjects objects, TrueTypeFont font, SortedDictionary<ushort, Rune> glyphs)
    {
        // Six letters before the name say that the font is not all of it.
        var name = $"SWBRPT+{font.Name}";
        var subset = FontSubset.Of(font, glyphs.Keys);
        var file = objects.AddStream(subset, string.Create(CultureInfo.InvariantCulture, $"/Length1 {subset.Length} "));
        var descriptor = objects.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{string.Join(' ', font.Bounds.Select(unit => Thousandths(font, unit)))}] /ItalicAngle 0 "
            + $"/Ascent {Thousandths(font, font.Ascent)} /Descent {Thousandths(font, font.Descent)} /CapHeight {Thousandths(font, font.Ascent)} /StemV 80 /FontFile2 {PdfObjects.Reference(file)} >>");
        var widths = string.Join(' ', glyphs.Keys.Select(glyph => $"{glyph} [{Thousandths(font, font.AdvanceOf(glyph))}]"));
        var descendant = objects.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {PdfObjects.Reference(descriptor)} /DW 600 /W [{widths}] /CIDToGIDMap /Identity >>");
        var characters = objects.AddStream(Encoding.ASCII.GetBytes(CharacterMap(glyphs)));
        return objects.Add(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{PdfObjects.Reference(descendant)}] /ToUnicode {PdfObjects.Reference(characters)} >>");
    }

    /// <summary>Which character each glyph is, for who searches or copies the text.</summary>
    private static string CharacterMap(SortedDictionary<ushort, Rune> glyphs)
    {
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """.ReplaceLineEndings("\n"));
        foreach (var chunk in glyphs.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{chunk.Length} beginbfchar\n");
            foreach (var (glyph, character) in chunk)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(character.ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private static int Thousandths(TrueTypeFont font, int units) => (int)Math.Round(units * 1000.0 / font.UnitsPerEm);
}
