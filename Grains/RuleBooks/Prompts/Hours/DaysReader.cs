using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>Reads days.</summary>
internal static class DaysReader
{
    /// <summary>
    /// The days that are named apart from hours, and that are certainly days to call on: "weekdays", "Monday to Friday", "call on Tuesdays". Null when there
    /// are none; a webinar's Friday is none.
    /// </summary>
    public static ImmutableArray<DayOfWeek>? Read(List<HoursToken> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != HoursTokenKind.Days || IsExcluded(tokens, at))
                continue;
            var (days, count) = RunAt(tokens, at);
            var isGroup = tokens[at].Days.Length is 5 || tokens[at].Text is "weekends";
            if (isGroup || IsRange(tokens, at) || IsAboutCalls(tokens, at))
                return days;
            at += count - 1;
        }

        return null;
    }

    /// <summary>The days that stand together at a place ("Mon-Fri", "Mon, Wed and Fri"), and how many pieces they take.</summary>
    public static (ImmutableArray<DayOfWeek> Days, int Count) RunAt(List<HoursToken> tokens, int at)
    {
        var days = new HashSet<DayOfWeek>();
        var next = at;
        while (next < tokens.Count && tokens[next].Kind == HoursTokenKind.Days)
        {
            if (IsRange(tokens, next))
            {
                days.UnionWith(DayNames.Range(tokens[next].Days[0], tokens[next + 2].Days[0]));
                next += 3;
            }
            else
            {
                days.UnionWith(tokens[next].Days);
                next++;
            }

            var join = next;
            while (join < tokens.Count && join - next < 2 && tokens[join].Kind is HoursTokenKind.Comma or HoursTokenKind.And)
                join++;
            if (join == next || join >= tokens.Count || tokens[join].Kind != HoursTokenKind.Days)
                break;
            next = join;
        }

        return ([.. DayNames.All.Where(days.Contains)], next - at);
    }

    /// <summary>Without the days on which the prompt says not to call: "no calls on Sundays", "except Saturday", "रविवार को छोड़कर".</summary>
    public static ImmutableArray<DayOfWeek> Without(ImmutableArray<DayOfWeek> days, List<HoursToken> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != HoursTokenKind.Days)
                continue;
            var (run, count) = RunAt(tokens, at);
            if (IsExcluded(tokens, at))
                days = [.. days.Except(run)];
            at += count - 1;
        }

        return days;
    }

    /// <summary>Whether the days at a place are ruled out by what stands before them, or in Hindi after them.</summary>
    public static bool IsExcluded(List<HoursToken> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 5; i--)
        {
            if (tokens[i].Kind == HoursTokenKind.Not)
                return true;
            if (tokens[i].Kind is not (HoursTokenKind.Filler or HoursTokenKind.Calls))
                break;
        }

        var end = at + RunAt(tokens, at).Count;
        return end + 1 < tokens.Count && tokens[end].Text == "को" && tokens[end + 1].Kind == HoursTokenKind.Not;
    }

    private static bool IsRange(List<HoursToken> tokens, int at) =>
        at + 2 < tokens.Count && tokens[at + 1].Kind == HoursTokenKind.To && tokens[at + 2].Kind == HoursTokenKind.Days
        && tokens[at].Days.Length == 1 && tokens[at + 2].Days.Length == 1;

    private static bool IsAboutCalls(List<HoursToken> tokens, int at)
    {
        if (tokens[at].Days.Length == 7)
            return false;
        for (var i = at - 1; i >= 0 && i >= at - 4; i--)
        {
            if (tokens[i].Kind == HoursTokenKind.Calls)
                return true;
            if (tokens[i].Kind != HoursTokenKind.Filler)
                return false;
        }

        return false;
    }
}
