using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>Cuts a prompt into the pieces that matter for calling hours.</summary>
internal static class HoursLexer
{
    private const string WordEnd = @"(?![\p{L}\p{M}\p{N}])";

    // The first that matches at a place is taken.
    private static readonly (HoursTokenKind Kind, Regex Pattern)[] Rules =
    [
        (HoursTokenKind.Zone, At(@"(?<iana>[a-z]+/[a-z_]+(?:/[a-z_]+)?)" + WordEnd)),
        (HoursTokenKind.Zone, At(@"(?:utc|gmt)\s?(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?" + WordEnd)),
        (HoursTokenKind.Zone, At($@"(?<place>{ZoneNames.PlacePattern})(?:\s+(?:standard|daylight|local|summer))?\s+time" + WordEnd)),
        (HoursTokenKind.Zone, At($@"(?<name>{ZoneNames.AbbreviationPattern})" + WordEnd)),
        (HoursTokenKind.Time, At(@"(?<hour>0\d|1\d|2[0-4])(?<minute>00|15|30|45)(?<sure>\s?(?:hrs|hours|h))?(?![\p{L}\p{N}%.,:]\d?)")),
        (HoursTokenKind.Time, At(
            @"(?:(?<part>सुबह|दोपहर|शाम|रात|subah|dopahar|shaam|sham|raat)\s+)?(?<hour>\d{1,2})(?:[:.](?<minute>[0-5]\d))?(?!\d|[.,:]\d)(?:\s?(?<half>[ap])(?:\.\s?m\.?|\s?m)(?![\p{L}\p{N}])|\s?(?<sure>बजे|baje|o'?clock|hrs)(?![\p{L}\p{M}\p{N}]))?"
            + @"(?:\s+in the (?<part>morning|afternoon|evening))?(?!\s?%)" + WordEnd)),
        (HoursTokenKind.Time, At("(?<noon>(?:12 )?noon|midday)" + WordEnd)),
        (HoursTokenKind.Time, At("(?<midnight>(?:12 )?midnight)" + WordEnd)),
        (HoursTokenKind.Days, At($"(?:{DayNames.Pattern})(?!\\.[a-z])" + WordEnd)),
        (HoursTokenKind.Not, At("(?:not|no|never|don't|dont|do not|except|excluding|avoid|without|nor|मत|न|नहीं|छोड़कर)" + WordEnd)),
        (HoursTokenKind.After, At("(?:after|later than)" + WordEnd)),
        (HoursTokenKind.Before, At("(?:before|until|till|earlier than|latest)" + WordEnd)),
        (HoursTokenKind.To, At("(?:to|til|thru|through|up ?to|से|se)" + WordEnd + "|-")),
        (HoursTokenKind.And, At("(?:and|or)" + WordEnd + "|&")),
        (HoursTokenKind.Calls, At("(?:call(?:s|ing|ed)?|dial(?:s|ing)?|phone|ring|contact|hours?|timings?|window|schedule|कॉल|फोन)" + WordEnd)),
        (HoursTokenKind.Other, At(
            "(?:webinars?|events?|workshops?|conference|class(?:es)?|sessions?|meetings?|demos?|interviews?|stores?|shops?|office|branch|open|opens|opening|sale|slots?"
            + "|appointments?|visits?|deliver(?:y|ies|ed)?|arrive|pick-?ups?|offer|valid|back|lunch|today|tomorrow|tonight|january|february|march|april|june|july|august|september|october|november|december)" + WordEnd)),
        (HoursTokenKind.Filler, At(
            "(?:on|at|from|between|only|the|during|in|local|their|time|times|each|every|of|run|strictly|people|them|customers?|is|are|be|their|own|zone|timezone|us|बीच|के|में|तक|tak|को|केवल|सिर्फ)"
            + WordEnd)),
        (HoursTokenKind.End, At(@"[.!?;\n।](?=\s|$)|\n")),
        (HoursTokenKind.Comma, At(@"[,/()|:\[\]+*]")),
        (HoursTokenKind.Word, At(@"[₹$€£#]\s?[\d.,]+\p{L}*|[\p{L}\p{M}\p{N}'%_]+|.", RegexOptions.Singleline)),
    ];

    private static readonly Regex Blanks = WordList.Pattern(@"\G[^\S\n]+");

    /// <summary>The pieces in their order.</summary>
    public static List<HoursToken> Read(string text)
    {
        var tokens = new List<HoursToken>();
        for (var at = 0; at < text.Length;)
        {
            if (Blanks.Match(text, at) is { Success: true } blank)
            {
                at += blank.Length;
                continue;
            }

            var (token, length) = Next(text, at);
            tokens.Add(token);
            at += length;
        }

        return tokens;
    }

    private static (HoursToken Token, int Length) Next(string text, int at)
    {
        foreach (var (kind, pattern) in Rules)
        {
            if (pattern.Match(text, at) is { Success: true } match && ToToken(kind, match) is { } token)
                return (token, match.Length);
        }

        return (new HoursToken(HoursTokenKind.Word, text[at..(at + 1)]), 1);
    }

    private static HoursToken? ToToken(HoursTokenKind kind, Match match)
    {
        var token = new HoursToken(kind, match.Value.ToLowerInvariant());
        return kind switch
        {
            HoursTokenKind.Zone => ZoneOf(match) is { } zone ? token with { Zone = zone } : null,
            HoursTokenKind.Time => TimeOf(match) is { } time ? token with { Time = time } : null,
            HoursTokenKind.Days => token with { Days = DayNames.Of(token.Text) },
            _ => token,
        };
    }

    private static string? ZoneOf(Match match) => match.Groups["sign"].Success
        ? ZoneNames.OfOffset(match.Groups["sign"].Value, match.Groups["hours"].Value, match.Groups["minutes"].Value)
        : ZoneNames.Find(match.Groups["iana"].Success ? match.Groups["iana"].Value : match.Groups["place"].Success ? match.Groups["place"].Value : match.Groups["name"].Value);

    private static ClockTime? TimeOf(Match match)
    {
        if (match.Groups["noon"].Success)
            return new ClockTime(12, 0, DayHalf.Afternoon, IsCertain: true);
        if (match.Groups["midnight"].Success)
            return new ClockTime(12, 0, DayHalf.Morning, IsCertain: true);
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        int? minute = match.Groups["minute"] is { Success: true } digits ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : null;
        var half = HalfOf(match.Groups["half"].Value.ToLowerInvariant(), match.Groups["part"].Value.ToLowerInvariant(), hour);
        if (hour > 24 || (hour == 24 && minute > 0) || (half is not null && hour is 0 or > 12 && !match.Groups["part"].Success))
            return null;
        var sure = half is not null || match.Groups["sure"].Success || (minute is not null && match.Value.Contains(':', StringComparison.Ordinal));
        return new ClockTime(hour, minute, half, sure);
    }

    private static DayHalf? HalfOf(string half, string part, int hour) => (half, part) switch
    {
        ("a", _) or (_, "सुबह" or "subah" or "morning") => DayHalf.Morning,
        ("p", _) or (_, "शाम" or "shaam" or "sham" or "afternoon" or "evening") => DayHalf.Afternoon,
        (_, "दोपहर" or "dopahar") => hour is 11 ? DayHalf.Morning : DayHalf.Afternoon,
        (_, "रात" or "raat") => hour is 12 or < 6 ? DayHalf.Morning : DayHalf.Afternoon,
        _ => null,
    };

    private static Regex At(string pattern, RegexOptions more = RegexOptions.None) =>
        WordList.Pattern($@"\G(?:(?<![\p{{L}}\p{{M}}\p{{N}}])|(?![\p{{L}}\p{{M}}\p{{N}}]))(?:{pattern})", RegexOptions.IgnoreCase | more);
}
