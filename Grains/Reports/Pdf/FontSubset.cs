using System.Buffers.Binary;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>
/// A font file with the outlines of some glyphs only, a few kilobytes instead of half a megabyte. The glyphs keep their numbers, so that nothing that
/// refers to them changes.
/// </summary>
internal static class FontSubset
{
    // What a PDF needs of a font (ISO 32000-1, 9.9); layout rules, names and character maps are not used in one.
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    /// <summary>The file.</summary>
    /// <param name="font">The font.</param>
    /// <param name="glyphs">The glyphs that are drawn; glyph 0 is always kept.</param>
    public static byte[] Of(TrueTypeFont font, IEnumerable<ushort> glyphs)
    {
        var (glyf, loca) = Outlines(font, WithParts(font, glyphs));
        var tables = new List<(string Tag, byte[] Data)>();
        foreach (var tag in Kept)
        {
            var data = tag switch
            {
                "glyf" => glyf,
                "loca" => loca,
                "head" => Head(font),
                _ => font.Table(tag).ToArray(),
            };
            if (data.Length > 0)
                tables.Add((tag, data));
        }

        return Assemble(tables);
    }

    /// <summary>A glyph can be put together from others, such as a letter and its accent.</summary>
    private static SortedSet<int> WithParts(TrueTypeFont font, IEnumerable<ushort> glyphs)
    {
        const int ArgumentsAreWords = 0x1, HasScale = 0x8, MoreParts = 0x20, HasTwoScales = 0x40, HasMatrix = 0x80;
        var all = new SortedSet<int> { 0 };
        var open = new Stack<int>(glyphs.Select(glyph => (int)glyph));
        while (open.TryPop(out var glyph))
        {
            if (!all.Add(glyph))
                continue;
            var outlines = font.OutlinesOf(glyph);
            if (outlines.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outlines) >= 0)
                continue;
            int flags;
            var at = 10;
            do
            {
                flags = BinaryPrimitives.ReadUInt16BigEndian(outlines[at..]);
                open.Push(BinaryPrimitives.ReadUInt16BigEndian(outlines[(at + 2)..]));
                at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
                at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
            }
            while ((flags & MoreParts) != 0);
        }

        return all;
    }

    private static (byte[] Glyf, byte[] Loca) Outlines(TrueTypeFont font, SortedSet<int> glyphs)
    {
        using var glyf = new MemoryStream();
        var loca = new byte[(font.GlyphCount + 1) * 4];
        for (var glyph = 0; glyph < font.GlyphCount; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(glyph * 4), (uint)glyf.Position);
            if (!glyphs.Contains(glyph))
                continue;
            glyf.Write(font.OutlinesOf(glyph));
            while (glyf.Position % 4 != 0)
                glyf.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(font.GlyphCount * 4), (uint)glyf.Position);
        return (glyf.ToArray(), loca);
    }

    private static byte[] Head(TrueTypeFont font)
    {
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] Assemble(List<(string Tag, byte[] Data)> tables)
    {
        var count = tables.Count;
        var largestPower = 1 << (31 - int.LeadingZeroCount(count));
        var size = 12 + (count * 16) + tables.Sum(table => Padded(table.Data.Length));
        var file = new byte[size];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(largestPower * 16));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)int.TrailingZeroCount(largestPower));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((count - largestPower) * 16));
        var (record, offset, head) = (12, 12 + (count * 16), 0);
        foreach (var (tag, data) in tables)
        {
            data.CopyTo(file, offset);
            Encoding.ASCII.GetBytes(tag, file.AsSpan(record));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(record + 4), Sum(file.AsSpan(offset, Padded(data.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(record + 8), (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(record + 12), (uint)data.Length);
            head = tag == "head" ? offset : head;
            (record, offset) = (record + 16, offset + Padded(data.Length));
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(0xB1B0AFBA - Sum(file)));
        return file;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint Sum(ReadOnlySpan<byte> words)
    {
        var sum = 0u;
        for (; words.Length >= 4; words = words[4..])
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(words));
        return sum;
    }
}
