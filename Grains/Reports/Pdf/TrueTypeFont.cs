using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>A TrueType font as its file has it (OpenType 1.9): which glyph a character is, how wide it is, and its outlines.</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int _advanceCount;

    /// <summary>Reads a font.</summary>
    /// <param name="name">Its PostScript name.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">It is not a TrueType font with a Unicode character map.</exception>
    public TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        _file = file;
        for (var i = 0; i < U16(4); i++)
            _tables[Encoding.ASCII.GetString(file, 12 + (i * 16), 4)] = ((int)U32(12 + (i * 16) + 8), (int)U32(12 + (i * 16) + 12));
        if (!_tables.ContainsKey("glyf"))
            throw new InvalidDataException($"{name} has no TrueType outlines.");
        var head = _tables["head"].Offset;
        UnitsPerEm = U16(head + 18);
        Bounds = [I16(head + 36), I16(head + 38), I16(head + 40), I16(head + 42)];
        HasLongOffsets = U16(head + 50) == 1;
        GlyphCount = U16(_tables["maxp"].Offset + 4);
        var hhea = _tables["hhea"].Offset;
        (Ascent, Descent, _advanceCount) = (I16(hhea + 4), I16(hhea + 6), U16(hhea + 34));
        ReadCharacterMap();
    }

    /// <summary>The PostScript name.</summary>
    public string Name { get; }

    /// <summary>Units of the font's design in an em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Left, bottom, right and top of all glyphs together, in units.</summary>
    public ImmutableArray<short> Bounds { get; }

    /// <summary>Above the base line, in units.</summary>
    public short Ascent { get; }

    /// <summary>Below the base line, in units; negative.</summary>
    public short Descent { get; }

    /// <summary>How many glyphs there are; glyph 0 stands for characters that the font does not have.</summary>
    public int GlyphCount { get; }

    private bool HasLongOffsets { get; }

    /// <summary>The glyph of a character; 0 when the font does not have it.</summary>
    public ushort GlyphOf(Rune character) => _glyphs.GetValueOrDefault(character.Value);

    /// <summary>How far the next glyph is from a glyph's beginning, in units.</summary>
    public int AdvanceOf(ushort glyph) => U16(_tables["hmtx"].Offset + (Math.Min(glyph, _advanceCount - 1) * 4));

    /// <summary>A table of the file; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Table(string tag) => _tables.TryGetValue(tag, out var table) ? _file.AsSpan(table.Offset, table.Length) : [];

    /// <summary>The outlines of a glyph; empty for a blank.</summary>
    internal ReadOnlySpan<byte> OutlinesOf(int glyph)
    {
        var loca = _tables["loca"].Offset;
        var (begin, end) = HasLongOffsets
            ? ((int)U32(loca + (glyph * 4)), (int)U32(loca + (glyph * 4) + 4))
            : (U16(loca + (glyph * 2)) * 2, U16(loca + (glyph * 2) + 2) * 2);
        return _file.AsSpan(_tables["glyf"].Offset + begin, end - begin);
    }

    /// <summary>Reads the map of the whole of Unicode, or else that of its first 65,536 characters.</summary>
    private void ReadCharacterMap()
    {
        var cmap = _tables["cmap"].Offset;
        int? best = null;
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var record = cmap + 4 + (i * 8);
            var subtable = cmap + (int)U32(record + 4);
            var format = U16(subtable);
            if (format == 12 || (format == 4 && best is null))
                best = subtable;
        }

        switch (best is { } found ? U16(found) : 0)
        {
            case 12:
                ReadFormat12(best!.Value);
                break;
            case 4:
                ReadFormat4(best!.Value);
                break;
            default:
                throw new InvalidDataException($"{Name} has no Unicode character map.");
        }
    }

    private void ReadFormat12(int subtable)
    {
        for (var group = 0; group < U32(subtable + 12); group++)
        {
            var at = subtable + 16 + (group * 12);
            var (first, last, glyph) = (U32(at), U32(at + 4), U32(at + 8));
            for (var character = first; character <= last; character++)
                _glyphs[(int)character] = (ushort)(glyph + character - first);
        }
    }

    private void ReadFormat4(int subtable)
    {
        var doubled = U16(subtable + 6);
        var (ends, starts) = (subtable + 14, subtable + 16 + doubled);
        var (deltas, ranges) = (starts + doubled, starts + (2 * doubled));
        for (var i = 0; i < doubled; i += 2)
        {
            for (int character = U16(starts + i); character <= U16(ends + i) && character != 0xFFFF; character++)
            {
                int glyph = character;
                if (U16(ranges + i) is var range and not 0 && (glyph = U16(ranges + i + range + (2 * (character - U16(starts + i))))) == 0)
                    continue;
                _glyphs[character] = (ushort)(glyph + U16(deltas + i));
            }
        }
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
