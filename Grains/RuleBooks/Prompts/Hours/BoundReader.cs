namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>Reads hours of which only one end is named at a time: "call after 10am", "never call before 9am or after 8pm", "calls until 7pm".</summary>
internal static class BoundReader
{
    private const int Reach = 4;

    /// <summary>The ends in minutes from midnight, each null when it is not named, and the zone beside one; null when neither is named.</summary>
    public static (int? Start, int? End, string? Zone)? Read(List<HoursToken> tokens)
    {
        int? start = null, end = null;
        string? zone = null;
        for (var at = 1; at < tokens.Count; at++)
        {
            if (tokens[at].Time is not { IsCertain: true } time || tokens[at - 1].Kind is not (HoursTokenKind.Before or HoursTokenKind.After))
                continue;
            if ((IsAboutCalls(tokens, at - 1) ?? (StandsAlone(tokens, at) ? false : null)) is not { } isForbidden)
                continue;
            zone ??= Beside(tokens, at).Select(token => token.Zone).FirstOrDefault(name => name is not null);
            if (tokens[at - 1].Kind == HoursTokenKind.After != isForbidden)
                start ??= time.Minutes;
            else
                end ??= time.Minutes;
        }

        return start is null && end is null ? null : (start, end, zone);
    }

    // ", after 5pm on weekdays", ", before 8pm IST"
    private static bool StandsAlone(List<HoursToken> tokens, int at) =>
        (at == 1 || tokens[at - 2].Kind is HoursTokenKind.Comma or HoursTokenKind.End)
        && Beside(tokens, at).Any(token => token.Kind is HoursTokenKind.Days or HoursTokenKind.Zone);

    private static IEnumerable<HoursToken> Beside(List<HoursToken> tokens, int at) =>
        tokens.Skip(at + 1).TakeWhile(token => token.Kind is HoursTokenKind.Filler or HoursTokenKind.Days or HoursTokenKind.Zone);

    /// <summary>Whether a bound says when not to call (true) or when to (false); null when it is not about calls.</summary>
    private static bool? IsAboutCalls(List<HoursToken> tokens, int at)
    {
        var (calls, forbidden, words) = (false, false, 0);
        for (var i = at - 1; i >= 0 && words < Reach && tokens[i].Kind != HoursTokenKind.End; i--)
        {
            switch (tokens[i].Kind)
            {
                case HoursTokenKind.Calls:
                    calls = true;
                    break;
                case HoursTokenKind.Not:
                    // "not before 9": as good as saying that calls are meant.
                    (forbidden, calls) = (true, calls || i == at - 1);
                    break;
                case HoursTokenKind.Other:
                    return null;
                case HoursTokenKind.Comma when forbidden || calls:
                    return calls ? forbidden : null;
                case HoursTokenKind.Time or HoursTokenKind.Before or HoursTokenKind.After or HoursTokenKind.And or HoursTokenKind.Filler:
                    break;
                default:
                    words++;
                    break;
            }
        }

        return calls ? forbidden : null;
    }
}
