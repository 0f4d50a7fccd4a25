using System.Globalization;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>
/// A document of pages with text and simple shapes: as much of PDF 1.7 as the reports need. Written here because the libraries that can be had are
/// under licences that this project's does not go with.
/// </summary>
/// <param name="title">What viewers show as its name.</param>
/// <param name="createdAt">When it was made.</param>
internal sealed class PdfDocument(string title, DateTimeOffset createdAt)
{
    private readonly PdfFonts _fonts = new();
    private readonly List<PdfPage> _pages = [];

    /// <summary>The pages so far.</summary>
    public IReadOnlyList<PdfPage> Pages => _pages;

    /// <summary>Adds a page.</summary>
    /// <param name="width">In points.</param>
    /// <param name="height">In points.</param>
    public PdfPage AddPage(double width, double height)
    {
        var page = new PdfPage(_fonts, width, height);
        _pages.Add(page);
        return page;
    }

    /// <summary>The file.</summary>
    public byte[] Save()
    {
        var objects = new PdfObjects();
        var tree = objects.Reserve();
        var contents = _pages.Select(page => objects.AddStream(Encoding.ASCII.GetBytes(page.Content))).ToList();
        var fonts = _fonts.Write(objects);
        var pages = _pages.Select((page, i) => objects.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent {PdfObjects.Reference(tree)} /MediaBox [0 0 {page.Width:0.##} {page.Height:0.##}] /Resources << /Font {fonts} >> /Contents {PdfObjects.Reference(contents[i])} >>")))
            .ToList();
        objects.Set(tree, $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(PdfObjects.Reference))}] >>");
        var catalog = objects.Add(
            $"<< /Type /Catalog /Pages {PdfObjects.Reference(tree)} /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>");
        var information = objects.Add(string.Create(
            CultureInfo.InvariantCulture, $"<< /Title {Text(title)} /Creator (Switchboard) /CreationDate (D:{createdAt.UtcDateTime:yyyyMMddHHmmss}Z) >>"));
        return objects.Save(catalog, information);
    }

    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}
