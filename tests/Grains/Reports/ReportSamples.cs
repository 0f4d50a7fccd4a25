using System.Collections.Immutable;
using Switchboard.Reports.Weekly;

namespace Switchboard.Tests.Grains.Reports;

/// <summary>Figures as a week could have them.</summary>
internal static class ReportSamples
{
    public static readonly ReportPeriod Week = new(new DateOnly(2026, 5, 18), new DateOnly(2026, 5, 24), ReportPeriod.ZoneOf("IN"));

    public static ReportHead Head(string tenant = "Acme CRM India", string country = "IN", string currency = "INR", ReportPeriod? period = null) =>
        new(tenant, country, currency, period ?? Week, new DateTimeOffset(2026, 5, 25, 4, 12, 0, TimeSpan.Zero));

    /// <summary>A period without anything.</summary>
    public static WeeklyFigures Empty(ReportPeriod period) =>
        new([.. period.EachDay().Select(day => new DayFigures(day.Day, default))], default, [], null, [], null, [], [], [], []);

    /// <summary>A period with much of everything.</summary>
    public static WeeklyFigures Busy(ReportPeriod period, int workflows = 5)
    {
        var random = new Random(7);
        var days = period.EachDay().Select(day =>
        {
            var isWeekend = day.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var calls = isWeekend ? random.Next(0, 40) : random.Next(180, 460);
            var (voicemail, noAnswer, busy, failed) = (calls / 11, calls / 4, calls / 13, calls / 40);
            var person = calls - voicemail - noAnswer - busy - failed;
            return new DayFigures(day.Day, new CallFigures(person, voicemail, noAnswer, busy, failed, 0, day.Day == period.To ? 3 : 0, person * 97L));
        }).ToImmutableArray();
        string[] names = ["Renewal recovery for SaaS accounts", "रिया शर्मा – हिन्दी अभियान", "Demo reminders", "Win-back of trial users who never placed a call in their first week", "Invoice follow-up"];
        var rows = Enumerable.Range(0, workflows).Select(i => new WorkflowFigures(
            names[i % names.Length], i == 2, new CallFigures(300 - (i * 12), 40, 120, 30, 9, 0, 1, (300 - (i * 12)) * 90L), 410 - i, 300 - i, 27_000 - (i * 900)));
        return new WeeklyFigures(
            days,
            new CallFigures(700, 90, 320, 80, 20, 0, 0, 61_000),
            [.. rows],
            workflows >= 15 ? new WorkflowFigures("4 more", false, new CallFigures(12, 1, 4, 1, 0, 0, 0, 900), 18, 11, 1_200) : null,
            [new ApprovalFigures("concession", 12, 31, 9, 6, 1, 184_500), new ApprovalFigures("callback", 0, 8, 1, 2, 0, 0), new ApprovalFigures("escalate", 0, 2, 0, 1, 0, 0)],
            14.4,
            [new("Interested", 240), new("Information requested", 181), new("Not interested", 160), new("Demo booked", 121), new("Callback requested", 98), new("Accepted", 43), new("Do not call", 12)],
            [new("It is too expensive for what we would use of it.", 61), new("Has a solution", 44), new("Discount requested", 39), new("We have no budget left this quarter.", 12)],
            [new("call_charge", 804, -1_284_500), new("number_charge", 2, -60_000), new("refund", 1, 1_200), new("topup", 2, 2_500_000)],
            [new("call_charge", 702, -1_101_000)]);
    }
}
