using Switchboard.Reports.Pdf;
using static Switchboard.Reports.Weekly.Layout.ReportStyle;

namespace Switchboard.Reports.Weekly.Layout;

/// <summary>The paper that a report is written on from top to bottom; what does not fit on a page goes on the next.</summary>
/// <param name="document">The document.</param>
/// <param name="width">The paper's width in points.</param>
/// <param name="height">The paper's height in points.</param>
internal sealed class ReportSheet(PdfDocument document, double width, double height)
{
    private const double FooterHeight = 30;

    /// <summary>The page that is being written on.</summary>
    public PdfPage Page { get; private set; } = document.AddPage(width, height);

    /// <summary>Where the next thing begins, from the top of the page.</summary>
    public double Y { get; set; } = Margin;

    /// <summary>The left edge of what is written.</summary>
    public double Left { get; } = Margin;

    /// <summary>The right edge of what is written.</summary>
    public double Right => width - Margin;

    /// <summary>How wide what is written may be.</summary>
    public double Width => Right - Left;

    /// <summary>What is left of the page below <see cref="Y"/>.</summary>
    public double Remaining => height - Margin - FooterHeight - Y;

    /// <summary>Goes on a new page unless so much fits on this one. True when it did.</summary>
    public bool Ensure(double needed)
    {
        if (Remaining >= needed)
            return false;
        Page = document.AddPage(width, height);
        Y = Margin;
        return true;
    }

    /// <summary>A heading, together with at least the beginning of what it is the heading of.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="follows">The height of that beginning.</param>
    public void Heading(string title, double follows)
    {
        const double Size = 12.5;
        Ensure(34 + follows);
        if (Y > Margin)
            Y += 14;
        Page.Text(Left, Y + Size, title, Bold, Size, Brand);
        Y += 20;
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, double size = 9, PdfColour? colour = null)
    {
        foreach (var line in Regular.Wrap(text, size, Width))
        {
            Ensure(size * 1.4);
            Page.Text(Left, Y + size, line, Regular, size, colour ?? Muted);
            Y += size * 1.4;
        }
    }

    /// <summary>Writes the last line of every page, when all pages are there.</summary>
    public void Footers(string text)
    {
        var (size, baseLine) = (8.0, height - Margin + 6);
        for (var i = 0; i < document.Pages.Count; i++)
        {
            var (page, number) = (document.Pages[i], $"Page {i + 1} of {document.Pages.Count}");
            page.Line(Left, baseLine - 16, Right, baseLine - 16, 0.6, Rule);
            page.Text(Left, baseLine, Regular.Fit(text, size, Width - 80), Regular, size, Muted);
            page.TextTo(Right, baseLine, number, Regular, size, Muted);
        }
    }
}
