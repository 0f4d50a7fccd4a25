using System.Globalization;
using Switchboard.Reports.Pdf;
using Switchboard.Reports.Weekly.Layout;
using Switchboard.Wallets;
using static Switchboard.Reports.Weekly.Layout.ReportStyle;

namespace Switchboard.Reports.Weekly;

/// <summary>Whom a report is about, and when it was made.</summary>
/// <param name="TenantName">Whose it is.</param>
/// <param name="Country">ISO 3166 code; decides the size of the paper.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Period">The days.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record ReportHead(string TenantName, string Country, string Currency, ReportPeriod Period, DateTimeOffset CreatedAt);

/// <summary>Writes a weekly report. Pure: the same figures give the same bytes.</summary>
internal sealed class WeeklyReport
{
    private readonly ReportHead _head;
    private readonly WeeklyFigures _figures;
    private readonly ReportSheet _sheet;

    private WeeklyReport(ReportHead head, WeeklyFigures figures, PdfDocument document)
    {
        _head = head;
        _figures = figures;
        var (width, height) = head.Country is "US" or "CA" ? (612, 792) : (595.28, 841.89);
        _sheet = new ReportSheet(document, width, height);
    }

    /// <summary>The report as a PDF.</summary>
    public static byte[] Write(ReportHead head, WeeklyFigures figures)
    {
        var document = new PdfDocument($"Weekly report of {head.TenantName}, {Dates(head.Period)}", head.CreatedAt);
        new WeeklyReport(head, figures, document).Write();
        return document.Save();
    }

    private void Write()
    {
        Title();
        KpiTiles.Draw(_sheet, Kpis());
        _sheet.Heading("Calls and outcomes by day", OutcomeChart.Height);
        OutcomeChart.Draw(_sheet, _figures.Days);
        Workflows();
        Approvals();
        Conversations();
        Costs();
        Notes();
        _sheet.Footers($"{_head.TenantName}  ·  {Dates(_head.Period)}");
    }

    private void Title()
    {
        const double BandHeight = 98;
        var (page, sheet) = (_sheet.Page, _sheet);
        var made = $"Made on {Date(DateOnly.FromDateTime(_head.CreatedAt.UtcDateTime))}, {_head.CreatedAt.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";
        page.Fill(0, 0, page.Width, BandHeight, Brand);
        page.Text(sheet.Left, 34, "Weekly report", Regular, 10, OnBrand);
        page.Text(sheet.Left, 58, Bold.Fit(_head.TenantName, 21, sheet.Width), Bold, 21, PdfColour.White);
        page.Text(sheet.Left, 80, Dates(_head.Period), Regular, 11, PdfColour.White);
        page.TextTo(sheet.Right, 34, made, Regular, 8.5, OnBrand);
        page.TextTo(sheet.Right, 80, $"Days in {_head.Period.Zone.Id}", Regular, 8.5, OnBrand);
        sheet.Y = BandHeight + 18;
    }

    private List<Kpi> Kpis()
    {
        var (now, before) = (_figures.Calls, _figures.Before);
        var approvals = _figures.Approvals;
        var (asked, approved) = (approvals.Sum(action => action.Asked), approvals.Sum(action => action.Approved + action.ByPolicy));
        return
        [
            Compared("Calls", Number(now.Total), now.Total, before.Total),
            new("Connected", Number(now.Connected), $"{Number(now.Person)} by a person, {Number(now.Voicemail)} by a voicemail"),
            new("Connect rate", Percent(now.ConnectRate), before.ConnectRate is { } rate ? $"{Percent(rate)} in the {Days} before" : $"No calls in the {Days} before"),
            new("Minutes of conversation", Number((now.Seconds + 59) / 60), now.Connected == 0 ? "No conversations" : $"{Length(now.Seconds / now.Connected)} a conversation on average"),
            Compared($"Cost in {_head.Currency}", Amount(_figures.CostMinor), _figures.CostMinor, _figures.CostBeforeMinor),
            new("Approvals asked", Number(asked), asked == 0 ? "The agent asked for nothing" : $"{Number(approved)} approved, {Number(asked - approved)} not"),
        ];
    }

    private Kpi Compared(string name, string value, long now, long before)
    {
        if (before <= 0)
            return new Kpi(name, value, $"None in the {Days} before");
        if (now == before)
            return new Kpi(name, value, $"As in the {Days} before");
        var change = Math.Abs((double)(now - before) / before);
        var size = change >= 10 ? $"{Number((long)change + 1)} times" : $"{(change * 100).ToString("0", CultureInfo.InvariantCulture)} % on";
        return new Kpi(name, value, $"{size} the {Days} before", now > before);
    }

    private void Workflows()
    {
        _sheet.Heading("By workflow", ReportTable.BeginningHeight);
        if (_figures.Workflows.IsEmpty)
        {
            _sheet.Paragraph("No calls were placed in this period.");
            return;
        }

        var rows = _figures.Workflows.Concat(_figures.OtherWorkflows is { } others ? [others] : []).ToList();
        var total = new WorkflowFigures(
            "All", IsTest: false, _figures.Calls, rows.Sum(row => row.Targets), rows.Sum(row => row.Reached), rows.Sum(row => row.CostMinor));
        new ReportTable(["Workflow", "Calls", "Dialled", "Reached", "Connect rate", "Minutes", "Cost"], 58)
            .Draw(_sheet, rows.Select(Row), Row(total));
    }

    private string[] Row(WorkflowFigures workflow) =>
    [
        workflow.IsTest ? $"{workflow.Name} (test)" : workflow.Name,
        Number(workflow.Calls.Total),
        Number(workflow.Targets),
        Number(workflow.Reached),
        Percent(workflow.Calls.ConnectRate),
        Number((workflow.Calls.Seconds + 59) / 60),
        Amount(workflow.CostMinor),
    ];

    private void Approvals()
    {
        _sheet.Heading("Approvals", ReportTable.HeightOf(_figures.Approvals.Length) + 26);
        if (_figures.Approvals.IsEmpty)
        {
            _sheet.Paragraph("The voice agent asked for no approvals in this period.");
            return;
        }

        var total = new ApprovalFigures(
            "All", Sum(a => a.ByPolicy), Sum(a => a.Approved), Sum(a => a.Denied), Sum(a => a.Expired), Sum(a => a.Pending), Sum(a => a.ConcededMinor));
        new ReportTable(["Proposal", "Asked", "By threshold", "Approved", "Denied", "Expired", "Waiting", "Conceded"], 57)
            .Draw(_sheet, _figures.Approvals.Select(Row), _figures.Approvals.Length > 1 ? Row(total) : null);
        _sheet.Y += 6;
        _sheet.Paragraph(_figures.DecisionSec is { } seconds
            ? $"People took {Length((long)Math.Round(seconds))} on average to decide. What is worth less than a workflow's threshold is approved without asking them."
            : "No proposal was decided by a person.");

        long Sum(Func<ApprovalFigures, long> figure) => _figures.Approvals.Sum(figure);
    }

    private string[] Row(ApprovalFigures action) =>
    [
        ReportWords.OfName(action.Action), Number(action.Asked), Number(action.ByPolicy), Number(action.Approved), Number(action.Denied),
        Number(action.Expired), Number(action.Pending), Amount(action.ConcededMinor),
    ];

    private void Conversations()
    {
        const double Gap = 28;
        var width = (_sheet.Width - Gap) / 2;
        var nobody = _figures.Calls.Connected == 0 ? "There were no conversations in this period." : null;
        var (noIntents, noObjections) = (nobody ?? "Nothing was noted about what people wanted.", nobody ?? "No objections were noted in the conversations of this period.");
        var height = Math.Max(BarList.HeightOf(_figures.Intents, noIntents, width), BarList.HeightOf(_figures.Objections, noObjections, width));
        _sheet.Ensure(height + 14);
        _sheet.Y += _sheet.Y > Margin ? 14 : 0;
        BarList.Draw(_sheet, _sheet.Left, width, "What conversations came to", _figures.Intents, noIntents);
        BarList.Draw(_sheet, _sheet.Left + width + Gap, width, "Top objections met", _figures.Objections, noObjections);
        _sheet.Y += height;
    }

    private void Costs()
    {
        _sheet.Heading("Cost breakdown", ReportTable.BeginningHeight);
        if (_figures.Ledger.IsEmpty)
        {
            _sheet.Paragraph("Nothing was booked in this period.");
            return;
        }

        var (costs, paid) = (_figures.Ledger.Where(kind => kind.IsCost).ToList(), _figures.Ledger.Where(kind => !kind.IsCost).ToList());
        var table = new ReportTable(["Booked as", "Entries", $"Amount in {_head.Currency}"], 110);
        if (costs.Count > 0)
            table.Draw(_sheet, costs.Select(kind => Row(kind, -kind.AmountMinor)), ["Cost", Number(costs.Sum(kind => kind.Entries)), Amount(_figures.CostMinor)]);
        else
            _sheet.Paragraph("Nothing was charged in this period.");
        if (paid.Count == 0)
            return;
        _sheet.Y += 10;
        table.Draw(_sheet, paid.Select(kind => Row(kind, kind.AmountMinor)), ["Paid in", Number(paid.Sum(kind => kind.Entries)), Amount(paid.Sum(kind => kind.AmountMinor))]);
    }

    private string[] Row(LedgerFigures kind, long amountMinor) => [ReportWords.OfLedger(kind.Kind), Number(kind.Entries), Amount(amountMinor)];

    private void Notes()
    {
        _sheet.Y += 12;
        _sheet.Paragraph(
            "Calls and approvals count on the day on which they began, money on the day on which it was booked. Connected are calls that a person or a voicemail answered; "
            + "the connect rate is their share of the calls that are over and were not canceled. Dialled and reached count every telephone number once in each workflow. Minutes are begun minutes of all conversations together.",
            7.5);
    }

    private string Days => _head.Period.Days == 1 ? "day" : $"{_head.Period.Days} days";

    private string Amount(long minor) => Money.Format(minor, _head.Currency);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double? share) => share is { } part ? $"{(part * 100).ToString("0.0", CultureInfo.InvariantCulture)} %" : "–";

    private static string Length(long seconds) => seconds switch
    {
        0 => "less than a second",
        < 60 => $"{seconds} s",
        _ => $"{seconds / 60} min {seconds % 60:00} s",
    };

    private static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Dates(ReportPeriod period) => (period.From, period.To) switch
    {
        var (from, to) when from == to => Date(from),
        var (from, to) when (from.Year, from.Month) == (to.Year, to.Month) => $"{from.Day} – {Date(to)}",
        var (from, to) when from.Year == to.Year => $"{from.ToString("d MMMM", CultureInfo.InvariantCulture)} – {Date(to)}",
        var (from, to) => $"{Date(from)} – {Date(to)}",
    };
}
