using static Switchboard.Reports.Weekly.Layout.ReportStyle;

namespace Switchboard.Reports.Weekly.Layout;

/// <summary>A figure that stands out.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Note">What puts it into proportion.</param>
/// <param name="IsUp">Whether the note tells of more than before, or of less; null for neither.</param>
internal sealed record Kpi(string Name, string Value, string Note, bool? IsUp = null);

/// <summary>The figures at the beginning, three in a row.</summary>
internal static class KpiTiles
{
    private const int InRow = 3;
    private const double Gap = 10;
    private const double TileHeight = 66;

    /// <summary>Draws them.</summary>
    public static void Draw(ReportSheet sheet, IReadOnlyList<Kpi> kpis)
    {
        var width = (sheet.Width - (Gap * (InRow - 1))) / InRow;
        for (var i = 0; i < kpis.Count; i++)
        {
            var (x, y) = (sheet.Left + ((width + Gap) * (i % InRow)), sheet.Y + ((TileHeight + Gap) * (i / InRow)));
            Draw(sheet, kpis[i], x, y, width);
        }

        sheet.Y += ((kpis.Count + InRow - 1) / InRow * (TileHeight + Gap)) - Gap;
    }

    private static void Draw(ReportSheet sheet, Kpi kpi, double x, double y, double width)
    {
        const double NameSize = 8.5, ValueSize = 20, NoteSize = 8, TriangleSize = 5;
        var (page, inner) = (sheet.Page, width - 24);
        page.FillRound(x, y, width, TileHeight, 4, Panel);
        page.Fill(x, y + 8, 2.5, TileHeight - 16, Bar);
        page.Text(x + 12, y + 17, kpi.Name, Regular, NameSize, Muted);
        page.Text(x + 12, y + 40, Bold.Fit(kpi.Value, ValueSize, inner), Bold, ValueSize, Ink);
        var noteX = x + 12;
        if (kpi.IsUp is { } isUp)
        {
            page.FillTriangle(noteX, y + 50.5, TriangleSize, isUp, Muted);
            noteX += TriangleSize + 3;
        }

        page.Text(noteX, y + 56, Regular.Fit(kpi.Note, NoteSize, x + 12 + inner - noteX), Regular, NoteSize, Muted);
    }
}
