using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>A range of hours with what stands beside it.</summary>
/// <param name="Start">Minutes from midnight.</param>
/// <param name="End">Minutes from midnight; not later than the start when it runs over midnight.</param>
/// <param name="Days">The days beside it; empty for none.</param>
/// <param name="Zone">The zone beside it; null for none.</param>
/// <param name="Certainty">How clearly it is about calls.</param>
internal sealed record HoursRange(int Start, int End, ImmutableArray<DayOfWeek> Days, string? Zone, int Certainty);

/// <summary>Finds ranges of hours: "10am-7pm", "9 to 5", "between 10:00 and 18:30", "सुबह 10 बजे से शाम 7 बजे तक".</summary>
internal static class RangeReader
{
    private const int Noon = 12 * 60;
    private const int Day = 24 * 60;

    /// <summary>Below this hour nobody begins to work: "2 to 5" without more is in the afternoon.</summary>
    private const int EarliestStart = 7 * 60;

    private static readonly FrozenSet<string> Units = FrozenSet.ToFrozenSet(
    [
        "%", "percent", "per", "minutes", "minute", "mins", "min", "seconds", "secs", "days", "day", "weeks", "week", "months", "month", "years", "year", "yrs", "questions",
        "employees", "people", "users", "seats", "times", "attempts", "rupees", "dollars", "lakh", "lakhs", "crore", "crores", "k", "km", "kg", "off", "members",
        "points", "stars", "sentences", "words", "lines", "hours", "hour", "customers", "contacts", "leads", "rs", "usd", "inr", "bhk", "businesses", "companies",
    ]);

    private static readonly FrozenSet<string> NotBefore = FrozenSet.ToFrozenSet(["rs", "inr", "usd", "age", "aged", "ages", "top", "version", "under", "within", "grade", "class", "step", "steps", "of"]);

    /// <summary>The range that is most clearly about calls; null when there is none.</summary>
    public static HoursRange? Find(List<HoursToken> tokens)
    {
        var ranges = new List<HoursRange>();
        for (var at = 0; at + 2 < tokens.Count; at++)
        {
            if (At(tokens, at) is not { } range)
                continue;
            ranges.Add(range);
            at += 2;
        }

        return ranges.Where(range => range.Certainty >= 0).MaxBy(range => range.Certainty);
    }

    private static HoursRange? At(List<HoursToken> tokens, int at)
    {
        if (tokens[at].Time is not { } first || !Joins(tokens, at) || tokens[at + 2].Time is not { } last)
            return null;
        if (at > 0 && NotBefore.Contains(tokens[at - 1].Text))
            return null;
        var certain = first.IsCertain || last.IsCertain;
        if (!certain && at + 3 < tokens.Count && (Units.Contains(tokens[at + 3].Text) || tokens[at + 3].Kind == HoursTokenKind.To))
            return null;
        var (days, zone, context) = Surroundings(tokens, at, at + 2);
        if (!certain && days.IsEmpty && zone is null && context <= 0)
            return null;

        var (start, end) = Resolve(first, last);
        if (IsForbidden(tokens, at))
        {
            // "Never between 9pm and 9am" leaves the time from 9am to 9pm; a forbidden hour at noon leaves no single range.
            return end < start ? new HoursRange(end, start, days, zone, 2) : null;
        }

        return new HoursRange(start, end, days, zone, context + (zone is null ? 0 : 2) + (days.IsEmpty ? 0 : 1));
    }

    private static bool Joins(List<HoursToken> tokens, int at) => tokens[at + 1] switch
    {
        { Kind: HoursTokenKind.To } or { Text: "until" or "till" } => true,
        { Kind: HoursTokenKind.And } => at > 0 && tokens[at - 1].Text == "between",
        _ => false,
    };

    /// <summary>Both ends on the 24-hour clock, where one or none says which half of the day it is in.</summary>
    private static (int Start, int End) Resolve(ClockTime first, ClockTime last)
    {
        if (first.Half is null && last.Half is { } half && first.Hour <= 12)
        {
            // "2-5pm" begins in the afternoon, "10-7pm" in the morning.
            var start = first.In(half);
            return (start < EndOf(last.Minutes) ? start : first.In(Other(half)), EndOf(last.Minutes));
        }

        if (first.Half is not null && last.Half is null && last.Hour <= 12)
        {
            var end = last.In(first.Half);
            return (first.Minutes, end > first.Minutes ? end : EndOf(last.In(Other(first.Half.Value))));
        }

        if (first.Half is null && last.Half is null && first.Hour <= 12 && last.Hour <= 12)
        {
            var (start, end) = (first.Minutes, last.Minutes);
            if (end <= start && end < Noon)
                return (start, end + Noon);
            return end > start && start < EarliestStart && first.Minute is null && last.Minute is null ? (start + Noon, end + Noon) : (start, end);
        }

        return (first.Minutes % Day, EndOf(last.Minutes));
    }

    // A range ends at midnight, it does not begin there.
    private static int EndOf(int minutes) => minutes == 0 ? Day : minutes;

    private static DayHalf Other(DayHalf half) => half == DayHalf.Morning ? DayHalf.Afternoon : DayHalf.Morning;

    private static bool IsForbidden(List<HoursToken> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 6; i--)
        {
            if (tokens[i].Kind == HoursTokenKind.Not)
                return true;
            if (tokens[i].Kind is not (HoursTokenKind.Filler or HoursTokenKind.Calls or HoursTokenKind.Zone))
                return false;
        }

        return false;
    }

    /// <summary>
    /// Days and zone that stand beside the range with nothing between but words like "on", and whether the next word before it speaks of
    /// calls (3) or of something else that has hours (-9).
    /// </summary>
    private static (ImmutableArray<DayOfWeek> Days, string? Zone, int Context) Surroundings(List<HoursToken> tokens, int first, int last)
    {
        ImmutableArray<DayOfWeek> days = [];
        string? before = null, after = null;
        var start = -1;
        for (var i = first - 1; i >= 0 && IsBeside(tokens[i]); i--)
        {
            before ??= tokens[i].Zone;
            if (tokens[i].Kind == HoursTokenKind.Days)
                start = i;
        }

        if (start >= 0 && !DaysReader.IsExcluded(tokens, start))
            days = DaysReader.RunAt(tokens, start).Days;
        for (var i = last + 1; i < tokens.Count && IsBeside(tokens[i]); i++)
        {
            after ??= tokens[i].Zone;
            if (tokens[i].Kind != HoursTokenKind.Days)
                continue;
            var (run, count) = DaysReader.RunAt(tokens, i);
            i += count - 1;
            var belongsToOther = i + 1 < tokens.Count && tokens[i + 1].Kind is HoursTokenKind.Other or HoursTokenKind.Time;
            if (days.IsEmpty && !belongsToOther && !DaysReader.IsExcluded(tokens, i - count + 1))
                days = run;
        }

        var context = 0;
        var comma = false;
        for (int i = first - 1, words = 0; i >= 0 && words < 4 && tokens[i].Kind != HoursTokenKind.End && context == 0; i--)
        {
            comma |= tokens[i].Text == ",";
            context = tokens[i].Kind switch { HoursTokenKind.Calls => 3, HoursTokenKind.Other when !comma => -9, _ => 0 };
            words += tokens[i].Kind == HoursTokenKind.Word ? 1 : 0;
        }

        if (context == 0 && tokens.Skip(last + 1).Take(2).Any(token => token.Kind == HoursTokenKind.Calls))
            context = 1;
        if (context == 0 && first > 0 && tokens[first - 1].Text is "from" or "between")
            context = 1;
        return (days, after ?? before, context);
    }

    private static bool IsBeside(HoursToken token) => token.Kind is HoursTokenKind.Filler or HoursTokenKind.Zone or HoursTokenKind.Days
        or HoursTokenKind.Comma or HoursTokenKind.To or HoursTokenKind.And or HoursTokenKind.Calls;
}
