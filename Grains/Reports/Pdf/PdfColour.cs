using System.Globalization;

namespace Switchboard.Reports.Pdf;

/// <summary>A colour of the screen (sRGB).</summary>
internal readonly record struct PdfColour(byte Red, byte Green, byte Blue)
{
    /// <summary>White.</summary>
    public static readonly PdfColour White = new(255, 255, 255);

    /// <summary>A colour as it is written in style sheets, without the number sign: <c>1f3b73</c>.</summary>
    public static PdfColour Of(string hex) => new(
        byte.Parse(hex.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        byte.Parse(hex.AsSpan(2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        byte.Parse(hex.AsSpan(4, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>As operands of a content stream.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Red / 255.0:0.###} {Green / 255.0:0.###} {Blue / 255.0:0.###}");
}
