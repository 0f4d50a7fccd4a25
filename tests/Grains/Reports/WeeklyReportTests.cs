using Switchboard.Reports.Weekly;
using Switchboard.Reports.Weekly.Layout;

namespace Switchboard.Tests.Grains.Reports;

/// <summary>The document: readable as a PDF, with the figures in it, whatever they are.</summary>
public sealed class WeeklyReportTests
{
    [Fact]
    public void A_busy_week_is_told_on_two_numbered_pages()
    {
        var report = new PdfReading(WeeklyReport.Write(ReportSamples.Head(), ReportSamples.Busy(ReportSamples.Week)));

        Assert.Equal(2, report.Pages.Count);
        Assert.EndsWith("Page 1 of 2", report.Pages[0], StringComparison.Ordinal);
        Assert.EndsWith("Page 2 of 2", report.Pages[1], StringComparison.Ordinal);
        var total = ReportSamples.Busy(ReportSamples.Week).Calls.Total;
        foreach (var shown in new[]
        {
            "Acme CRM India", "18 – 24 May 2026", "Days in Asia/Kolkata", $"{total:N0}", "₹13,433.00", "Mon 18", "Sun 24", "Invoice follow-up",
            "Demo reminders (test)", "Concession", "₹1,845.00", "Demo booked", "Has a solution", "Conversations", "₹12,845.00", "Top-ups",
        })
            Assert.Contains(shown, report.Text.Split('\n'));
    }

    [Fact]
    public void A_week_without_anything_says_so()
    {
        var report = new PdfReading(WeeklyReport.Write(ReportSamples.Head(), ReportSamples.Empty(ReportSamples.Week)));

        Assert.Single(report.Pages);
        foreach (var shown in new[] { "No calls were placed in this period.", "The voice agent asked for no approvals in this period.", "There were no conversations in this period.", "Nothing was booked in this period." })
            Assert.Contains(shown, report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Conversations_without_objections_are_told_apart_from_no_conversations()
    {
        var figures = ReportSamples.Busy(ReportSamples.Week) with { Objections = [] };
        Assert.Contains("No objections were noted", new PdfReading(WeeklyReport.Write(ReportSamples.Head(), figures)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Søren & Łukasz Ελλάδα Россия", "Søren & Łukasz Ελλάδα Россия")]
    [InlineData("line\nbreak\tand\0NUL", "line break and NUL")]
    public void Names_in_any_script_are_drawn(string name, string drawn) =>
        Assert.Contains(drawn, new PdfReading(WeeklyReport.Write(ReportSamples.Head(name), ReportSamples.Empty(ReportSamples.Week))).Text.Split('\n'));

    [Theory]
    [InlineData("中文 العربية 😀 \u202e\u200d ﷽")]
    [InlineData("िि्रिक")]
    [InlineData("")]
    public void What_the_fonts_do_not_have_breaks_nothing(string name) =>
        Assert.NotEmpty(new PdfReading(WeeklyReport.Write(ReportSamples.Head(name), ReportSamples.Busy(ReportSamples.Week))).Pages);

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        var report = new PdfReading(WeeklyReport.Write(ReportSamples.Head($"half {(char)0xD800} pair"), ReportSamples.Empty(ReportSamples.Week)));
        Assert.Contains("half \uFFFD pair", report.Text.Split('\n'));
    }

    [Fact]
    public void Devanagari_has_its_letters_and_its_vowel_signs_in_their_places()
    {
        var report = new PdfReading(WeeklyReport.Write(ReportSamples.Head("रिया"), ReportSamples.Empty(ReportSamples.Week)));
        Assert.Contains("िरया", report.Text.Split('\n'));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(31)]
    public void A_period_may_have_any_length(int days)
    {
        var period = ReportSamples.Week with { To = ReportSamples.Week.From.AddDays(days - 1) };
        var report = new PdfReading(WeeklyReport.Write(ReportSamples.Head(country: "US", currency: "USD", period: period), ReportSamples.Busy(period, workflows: 15)));
        Assert.InRange(report.Pages.Count, 2, 3);
        Assert.Contains("4 more", report.Text.Split('\n'));
    }

    [Fact]
    public void The_same_figures_give_the_same_bytes_and_few_of_them()
    {
        var first = WeeklyReport.Write(ReportSamples.Head(), ReportSamples.Busy(ReportSamples.Week));
        Assert.Equal(first, WeeklyReport.Write(ReportSamples.Head(), ReportSamples.Busy(ReportSamples.Week)));
        Assert.InRange(first.Length, 10_000, 120_000);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 5)]
    [InlineData(6, 2, 3)]
    [InlineData(423, 100, 5)]
    [InlineData(1_000_000, 200_000, 5)]
    public void The_chart_has_at_most_five_lines_at_round_numbers(long calls, long step, int lines) =>
        Assert.Equal((step, lines), OutcomeChart.Scale([new DayFigures(ReportSamples.Week.From, new CallFigures(calls, 0, 0, 0, 0, 0, 0, 0))]));
}
