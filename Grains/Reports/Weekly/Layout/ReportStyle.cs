using Switchboard.Reports.Pdf;

namespace Switchboard.Reports.Weekly.Layout;

/// <summary>The colours, typefaces and measures of reports.</summary>
internal static class ReportStyle
{
    /// <summary>Between the edge of the paper and what is written on it, in points.</summary>
    public const double Margin = 42;

    public static readonly PdfColour Ink = PdfColour.Of("1b2430");
    public static readonly PdfColour Muted = PdfColour.Of("5d6879");
    public static readonly PdfColour Rule = PdfColour.Of("dde2ea");
    public static readonly PdfColour Panel = PdfColour.Of("f3f6fa");
    public static readonly PdfColour Brand = PdfColour.Of("1c3d6e");
    public static readonly PdfColour OnBrand = PdfColour.Of("c9d8ee");
    public static readonly PdfColour Bar = PdfColour.Of("2f6fb0");

    /// <summary>What became of calls, in the order in which bars are stacked; told apart by brightness as well as by hue.</summary>
    public static readonly (string Name, PdfColour Colour, Func<CallFigures, long> Count)[] Outcomes =
    [
        ("Answered by a person", Bar, calls => calls.Person),
        ("Voicemail", PdfColour.Of("93c1e8"), calls => calls.Voicemail),
        ("No answer", PdfColour.Of("f4c152"), calls => calls.NoAnswer),
        ("Busy", PdfColour.Of("d98b2b"), calls => calls.Busy),
        ("Failed", PdfColour.Of("b83a35"), calls => calls.Failed),
        ("Canceled", PdfColour.Of("9aa4b2"), calls => calls.Canceled),
        ("Under way", PdfColour.Of("d3d9e2"), calls => calls.Underway),
    ];

    private static readonly TrueTypeFont Devanagari = Load("NotoSansDevanagari-Regular");

    /// <summary>For text.</summary>
    public static PdfFace Regular { get; } = new(Load("NotoSans-Regular"), Devanagari);

    /// <summary>For headings and figures.</summary>
    public static PdfFace Bold { get; } = new(Load("NotoSans-Bold"), Devanagari);

    private static TrueTypeFont Load(string name)
    {
        using var resource = typeof(ReportStyle).Assembly.GetManifestResourceStream($"Switchboard.Reports.Fonts.{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not in the build.");
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new TrueTypeFont(name, file);
    }
}
