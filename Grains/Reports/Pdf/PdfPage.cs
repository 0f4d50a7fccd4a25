using System.Globalization;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>A page that is drawn on. Points (1/72 inch) from its upper left corner; of a text, its base line is given.</summary>
internal sealed class PdfPage(PdfFonts fonts, double width, double height)
{
    // The control points of a quarter of a circle.
    private const double Bow = 0.5523;

    private readonly StringBuilder _content = new();

    /// <summary>Width in points.</summary>
    public double Width => width;

    /// <summary>Height in points.</summary>
    public double Height => height;

    /// <summary>The operators that draw the page (ISO 32000-1, annex A).</summary>
    internal string Content => _content.ToString();

    /// <summary>Fills a rectangle.</summary>
    public void Fill(double x, double y, double w, double h, PdfColour colour) =>
        Add($"{colour} rg {N(x)} {N(height - y - h)} {N(w)} {N(h)} re f");

    /// <summary>Fills a rectangle with round corners.</summary>
    public void FillRound(double x, double y, double w, double h, double radius, PdfColour colour)
    {
        var (left, right, bottom, top, r, c) = (x, x + w, height - y - h, height - y, radius, radius * (1 - Bow));
        Add($"{colour} rg {N(left + r)} {N(bottom)} m {N(right - r)} {N(bottom)} l {Curve(right - c, bottom, right, bottom + c, right, bottom + r)}");
        Add($"{N(right)} {N(top - r)} l {Curve(right, top - c, right - c, top, right - r, top)}");
        Add($"{N(left + r)} {N(top)} l {Curve(left + c, top, left, top - c, left, top - r)}");
        Add($"{N(left)} {N(bottom + r)} l {Curve(left, bottom + c, left + c, bottom, left + r, bottom)} f");
    }

    /// <summary>Fills a triangle that stands on its base, or on its tip.</summary>
    public void FillTriangle(double x, double y, double size, bool isUp, PdfColour colour)
    {
        var (lower, upper) = (height - y - size, height - y);
        var (@base, tip) = isUp ? (lower, upper) : (upper, lower);
        Add($"{colour} rg {N(x)} {N(@base)} m {N(x + size)} {N(@base)} l {N(x + (size / 2))} {N(tip)} l f");
    }

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2, double thickness, PdfColour colour) =>
        Add($"{colour} RG {N(thickness)} w {N(x1)} {N(height - y1)} m {N(x2)} {N(height - y2)} l S");

    /// <summary>Writes a text from a point to the right.</summary>
    public void Text(double x, double baseLine, string text, PdfFace face, double size, PdfColour colour)
    {
        var drawn = PdfText.Visible(text).Select(rune => (Rune: rune, Found: face.Find(rune))).ToList();
        if (drawn.Count == 0)
            return;
        Add($"BT {colour} rg {N(x)} {N(height - baseLine)} Td");
        for (var i = 0; i < drawn.Count;)
        {
            var font = drawn[i].Found.Font;
            var glyphs = new StringBuilder();
            for (; i < drawn.Count && drawn[i].Found.Font == font; i++)
                glyphs.Append(fonts.Use(font, drawn[i].Found.Glyph, drawn[i].Rune).ToString("X4", CultureInfo.InvariantCulture));
            Add($"/{fonts.NameOf(font)} {N(size)} Tf <{glyphs}> Tj");
        }

        Add("ET");
    }

    /// <summary>Writes a text that ends at a point.</summary>
    public void TextTo(double right, double baseLine, string text, PdfFace face, double size, PdfColour colour) =>
        Text(right - face.Measure(text, size), baseLine, text, face, size, colour);

    /// <summary>Writes a text on both sides of a point.</summary>
    public void TextAround(double middle, double baseLine, string text, PdfFace face, double size, PdfColour colour) =>
        Text(middle - (face.Measure(text, size) / 2), baseLine, text, face, size, colour);

    private void Add(string operators) => _content.Append(operators).Append('\n');

    private static string Curve(double x1, double y1, double x2, double y2, double x3, double y3) =>
        $"{N(x1)} {N(y1)} {N(x2)} {N(y2)} {N(x3)} {N(y3)} c";

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
