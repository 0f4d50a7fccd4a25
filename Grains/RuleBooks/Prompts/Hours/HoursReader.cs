using System.Collections.Immutable;
using Switchboard.Campaigns;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>Reads when people may be called.</summary>
/// <remarks>
/// A window is one range of hours on some days. Of several ranges in a prompt the one counts that most clearly is about calls, and of equals the first: a
/// window is never wider than what the prompt allows.
/// </remarks>
internal static class HoursReader
{
    // What applies when a prompt names only days, or only one end: the hours of a campaign without a window (contract, section 11).
    private const int DefaultStart = 9 * 60;
    private const int DefaultEnd = 20 * 60;
    private const int BusinessEnd = 17 * 60;
    private const int MidnightEnd = 24 * 60;

    private static readonly WordList BusinessHours = new(@"(?<!\b(?:outside|after|not|our|store|shop)\s{1,3})(?:business|office|working) hours");

    private static readonly WordList AroundTheClock = new(
        @"(?:call|calls|calling|dial|dialling|phone)\s+(?:\p{L}+\s+){0,3}(?:24\s?[/x]\s?7|round the clock|around the clock|any ?time|at any (?:hour|time))|24\s?[/x]\s?7 (?:calls|calling)");

    /// <summary>The window that a prompt names; null when it names none. Or why it cannot be kept.</summary>
    public static (CallingWindow? Window, string? Error) Read(string text, string country)
    {
        var tokens = HoursLexer.Read(text);
        var days = DaysReader.Read(tokens);
        var zone = ZoneOf(tokens) ?? ZoneNames.OfCountry(country);
        if (RangeReader.Find(tokens) is { } range)
        {
            var rangeDays = DaysReader.Without(range.Days.IsEmpty ? days ?? DayNames.All : range.Days, tokens);
            return Window(rangeDays, range.Start, range.End, range.Zone ?? zone);
        }

        if (BoundReader.Read(tokens) is { } bounds)
        {
            var start = bounds.Start ?? (bounds.End > DefaultStart ? DefaultStart : 0);
            return Window(DaysReader.Without(days ?? DayNames.All, tokens), start, bounds.End ?? (start < DefaultEnd ? DefaultEnd : MidnightEnd), bounds.Zone ?? zone);
        }

        if (BusinessHours.IsIn(text))
            return Window(DaysReader.Without(days ?? DayNames.WorkingDays, tokens), DefaultStart, BusinessEnd, zone);
        if (AroundTheClock.IsIn(text))
            return Window(DaysReader.Without(days ?? DayNames.All, tokens), 0, MidnightEnd, zone);
        var without = DaysReader.Without(days ?? DayNames.All, tokens);
        return without.Length < 7 ? Window(without, DefaultStart, DefaultEnd, zone) : (null, null);
    }

    private static (CallingWindow? Window, string? Error) Window(ImmutableArray<DayOfWeek> days, int start, int end, string? zone)
    {
        if (days.IsEmpty)
            return (null, "schedule: the prompt leaves no day on which to call");
        if (end <= start)
        {
            return (null, $"schedule: calling hours from {Clock(start)} to {Clock(end)} run over midnight; give hours within one day, on the clock of the people who are called");
        }

        return (new CallingWindow(days, Clock(start), Clock(end), zone), null);
    }

    private static string Clock(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";

    // A zone that stands apart from the hours: "time zone: IST", an IANA id, "all in Pacific time".
    private static string? ZoneOf(List<HoursToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Zone is not { } zone)
                continue;
            var speaksForItself = tokens[i].Text.Contains('/', StringComparison.Ordinal) || tokens[i].Text.Contains(" time", StringComparison.Ordinal);
            var isAnnounced = tokens.Take(i).Reverse().Take(4).Any(token => token.Text is "timezone" or "zone" or "time")
                || tokens.Skip(i + 1).Take(2).Any(token => token.Text is "time" or "timezone" or "hours");
            if (speaksForItself || isAnnounced)
                return zone;
        }

        return null;
    }
}
