using System.Collections.Immutable;
using System.Globalization;
using static Switchboard.Reports.Weekly.Layout.ReportStyle;

namespace Switchboard.Reports.Weekly.Layout;

/// <summary>Names with bars, the longest first, in a half of the paper.</summary>
internal static class BarList
{
    /// <summary>The height of a row.</summary>
    public const double RowHeight = 26;

    private const double Size = 9;

    /// <summary>The height of a list, or of the sentence in its place.</summary>
    public static double HeightOf(ImmutableArray<NamedCount> counts, string whenEmpty, double width) =>
        18 + (counts.IsEmpty ? Regular.Wrap(whenEmpty, Size, width).Count() * Size * 1.4 : counts.Length * RowHeight);

    /// <summary>Draws it.</summary>
    /// <param name="sheet">Where.</param>
    /// <param name="x">The left edge.</param>
    /// <param name="width">How wide it may be.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="counts">The names and how often each occurred.</param>
    /// <param name="whenEmpty">What stands there when there are none.</param>
    public static void Draw(ReportSheet sheet, double x, double width, string title, ImmutableArray<NamedCount> counts, string whenEmpty)
    {
        var (page, y) = (sheet.Page, sheet.Y);
        page.Text(x, y + 12.5, title, Bold, 12.5, Brand);
        y += 22;
        if (counts.IsEmpty)
        {
            foreach (var line in Regular.Wrap(whenEmpty, Size, width))
            {
                page.Text(x, y + Size, line, Regular, Size, Muted);
                y += Size * 1.4;
            }
        }

        foreach (var (name, count) in counts)
        {
            var number = count.ToString("N0", CultureInfo.InvariantCulture);
            page.Text(x, y + 9, Regular.Fit(name, Size, width - Bold.Measure(number, Size) - 10), Regular, Size, Ink);
            page.TextTo(x + width, y + 9, number, Bold, Size, Ink);
            page.FillRound(x, y + 13.5, width, 4, 2, Panel);
            page.FillRound(x, y + 13.5, Math.Max(4, width * count / counts[0].Count), 4, 2, Bar);
            y += RowHeight;
        }
    }
}
