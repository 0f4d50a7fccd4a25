using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Switchboard.Tests.Grains.Reports;

/// <summary>
/// Reads a PDF as strictly as these tests need: every object is where the table of the file says, every stream is as long as it says, and texts are
/// what the fonts' character maps make of the glyphs.
/// </summary>
internal sealed partial class PdfReading
{
    private readonly byte[] _file;
    private readonly string _text;
    private readonly Dictionary<int, int> _offsets = [];

    public PdfReading(byte[] file)
    {
        _file = file;
        _text = Encoding.Latin1.GetString(file);
        Assert.StartsWith("%PDF-1.7\n", _text, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", _text, StringComparison.Ordinal);
        ReadTable();
        var root = Object(int.Parse(Root().Match(Trailer).Groups["a"].Value, CultureInfo.InvariantCulture));
        var tree = Object(Number(root, "Pages"));
        Pages = [.. Reference().Matches(Kids().Match(tree).Groups["a"].Value).Select(kid => TextOf(Object(int.Parse(kid.Groups["a"].Value, CultureInfo.InvariantCulture))))];
        Assert.Equal(Pages.Count, int.Parse(Count().Match(tree).Groups["a"].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>The texts of each page, one a line, in the order in which they are drawn.</summary>
    public IReadOnlyList<string> Pages { get; }

    /// <summary>All of them.</summary>
    public string Text => string.Join('\n', Pages);

    private string Trailer => _text[_text.LastIndexOf("trailer", StringComparison.Ordinal)..];

    private void ReadTable()
    {
        var table = int.Parse(StartXref().Match(_text).Groups["a"].Value, CultureInfo.InvariantCulture);
        var lines = _text[table..].Split('\n');
        Assert.Equal("xref", lines[0]);
        var count = int.Parse(lines[1].Split(' ')[1], CultureInfo.InvariantCulture);
        for (var number = 1; number < count; number++)
        {
            Assert.Equal(19, lines[2 + number].Length);
            _offsets[number] = int.Parse(lines[2 + number][..10], CultureInfo.InvariantCulture);
            Assert.StartsWith($"{number} 0 obj\n", _text[_offsets[number]..(_offsets[number] + 12)], StringComparison.Ordinal);
        }
    }

    private string Object(int number) => _text[_offsets[number].._text.IndexOf("endobj", _offsets[number], StringComparison.Ordinal)];

    private byte[] Stream(int number)
    {
        var head = _text.IndexOf("stream\n", _offsets[number], StringComparison.Ordinal);
        var length = int.Parse(Length().Match(_text, _offsets[number]).Groups["a"].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("\nendstream", _text[(head + 7 + length)..(head + 18 + length)], StringComparison.Ordinal);
        using var unpacked = new MemoryStream();
        using var packed = new ZLibStream(new MemoryStream(_file, head + 7, length), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private string TextOf(string page)
    {
        var fonts = Font().Matches(page).ToDictionary(font => font.Groups["a"].Value, font => CharactersOf(int.Parse(font.Groups["b"].Value, CultureInfo.InvariantCulture)));
        var lines = new List<string>();
        foreach (Match text in Shown().Matches(Encoding.ASCII.GetString(Stream(Number(page, "Contents")))))
            lines.Add(string.Concat(Glyphs().Matches(text.Value).SelectMany(run => run.Groups["b"].Value.Chunk(4).Select(glyph => fonts[run.Groups["a"].Value][new string(glyph)]))));
        return string.Join('\n', lines);
    }

    private Dictionary<string, string> CharactersOf(int font) => Mapped().Matches(Encoding.ASCII.GetString(Stream(Number(Object(font), "ToUnicode"))))
        .Where(pair => pair.Groups["b"].Value != "FFFF")
        .ToDictionary(pair => pair.Groups["a"].Value, pair => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(pair.Groups["b"].Value)));

    private static int Number(string dictionary, string name) =>
        int.Parse(dictionary[(dictionary.IndexOf($"/{name} ", StringComparison.Ordinal) + name.Length + 2)..].Split(' ')[0], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"startxref\n(?<a>\d+)\n%%EOF\n$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartXref();

    [GeneratedRegex(@"/Root (?<a>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Root();

    [GeneratedRegex(@"/Kids \[(?<a>[^\]]*)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kids();

    [GeneratedRegex(@"/Count (?<a>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();

    [GeneratedRegex(@"/Length (?<a>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Length();

    [GeneratedRegex(@"(?<a>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"/(?<a>F\d+) (?<b>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Font();

    [GeneratedRegex(@"BT .*?ET", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shown();

    [GeneratedRegex(@"/(?<a>F\d+) [\d.]+ Tf <(?<b>[0-9A-F]*)> Tj", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Glyphs();

    [GeneratedRegex(@"^<(?<a>[0-9A-F]{4})> <(?<b>[0-9A-F]+)>$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mapped();
}
