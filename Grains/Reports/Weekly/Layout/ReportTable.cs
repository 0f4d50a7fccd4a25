using static Switchboard.Reports.Weekly.Layout.ReportStyle;

namespace Switchboard.Reports.Weekly.Layout;

/// <summary>A table: the first column has the names and what width is left, the others figures that stand right below each other.</summary>
/// <param name="headings">Of the columns.</param>
/// <param name="figureWidth">The width of a column of figures in points.</param>
internal sealed class ReportTable(string[] headings, double figureWidth)
{
    private const double RowHeight = 16.5;
    private const double Size = 9;

    /// <summary>The height of the heading and the first row.</summary>
    public const double BeginningHeight = 2 * RowHeight;

    /// <summary>The height of a table of so many rows, with headings and a total.</summary>
    public static double HeightOf(int rows) => (rows + 2) * RowHeight;

    /// <summary>Draws the headings and the rows; on a new page the headings stand again.</summary>
    /// <param name="sheet">Where.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="total">The last row, which stands out; null for none.</param>
    public void Draw(ReportSheet sheet, IEnumerable<string[]> rows, string[]? total)
    {
        sheet.Ensure(BeginningHeight);
        Headings(sheet);
        foreach (var row in rows)
            Row(sheet, row, isTotal: false);
        if (total is not null)
            Row(sheet, total, isTotal: true);
    }

    private void Headings(ReportSheet sheet)
    {
        Cells(sheet, headings, Size - 1, isBold: false, Muted);
        sheet.Y += RowHeight;
        sheet.Page.Line(sheet.Left, sheet.Y, sheet.Right, sheet.Y, 0.9, Brand);
    }

    private void Row(ReportSheet sheet, string[] cells, bool isTotal)
    {
        if (sheet.Ensure(RowHeight))
            Headings(sheet);
        if (isTotal)
            sheet.Page.Fill(sheet.Left, sheet.Y, sheet.Width, RowHeight, Panel);
        Cells(sheet, cells, Size, isTotal, Ink);
        sheet.Y += RowHeight;
        sheet.Page.Line(sheet.Left, sheet.Y, sheet.Right, sheet.Y, 0.5, Rule);
    }

    private void Cells(ReportSheet sheet, string[] cells, double size, bool isBold, Pdf.PdfColour colour)
    {
        var face = isBold ? Bold : Regular;
        var baseLine = sheet.Y + 11.5;
        var nameWidth = sheet.Width - (figureWidth * (cells.Length - 1));
        sheet.Page.Text(sheet.Left + 4, baseLine, face.Fit(cells[0], size, nameWidth - 8), face, size, colour);
        for (var i = 1; i < cells.Length; i++)
            sheet.Page.TextTo(sheet.Left + nameWidth + (figureWidth * i) - 4, baseLine, face.Fit(cells[i], size, figureWidth - 4), face, size, colour);
    }
}
