using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads what the agent may offer, in the prompt's own words: "up to 15 % off", "max discount ₹500", "free month".</summary>
internal static class OfferReader
{
    private const int CountMax = 10;
    private const string Upto = @"(?:(?:up\s?to|a maximum of|maximum(?: of)?|max\.?(?: of)?|at most|no more than|not more than|flat|additional|extra|an?|अधिकतम|ज्यादा से ज्यादा|सिर्फ)\s+){0,4}";
    private const string Number = @"(?:\d{1,3}|one|two|three|four|five|six|a|an|एक|दो|तीन|छह)";
    private const string Period = @"(?:days?|weeks?|months?|years?|sessions?|classes|class|visits?|दिन|हफ्ता|हफ्ते|सप्ताह|महीना|महीने|साल)";
    private const string Discount = @"(?:discounts?|scholarships?|rebates?|cash\s?back|concessions?|reductions?|छूट|डिस्काउंट|कैशबैक)";

    private const string FreeThing =
        @"(?:months?|trials?|weeks?|days?|years?|shipping|deliver(?:y|ies)|installations?|consultations?|upgrades?|set-?ups?|onboarding|training|sessions?|class(?:es)?|visits?"
        + @"|check-?ups?|servic(?:e|es|ing)|gifts?|samples?|pick-?ups?|replacements?|cancellations?|demos?|quotes?|assessments?|audits?|insurance|accessories|ट्रायल|डिलीवरी|महीना|सेवा)";

    private static readonly Regex[] Patterns =
    [
        Of($@"{Upto}{Money.PercentRange}\s*(?:-\s*)?(?:off\b|(?:\p{{L}}{{2,15}}\s+){{0,2}}{Discount}|lower\b|cheaper\b|bonus\b|ऑफ|(?:तक\s+)?(?:की|का)\s+{Discount}|तक\s+{Discount})"),
        Of($@"{Upto}(?:(?<=\bmax(?:imum)?\s{{1,3}})\p{{L}}{{2,15}}\s+)?{Discount}\s*(?:limit|cap)?\s*(?:(?:of|is|are|:|=|-|up\s?to|at most|maximum|max|capped at|not exceeding|not more than|limited to|from)\s*){{0,4}}(?:{Money.PercentRange}|{Money.Amount})"),
        Of($@"{Upto}{Money.Amount}\s*(?:worth of )?(?:off\b|{Discount}|vouchers?\b|gift cards?\b|coupons?\b|credits?\b|bonus\b|(?:तक\s+)?(?:की|का)\s+{Discount})"),
        Of($@"{Number}[ -]{Period}[ -](?:free|extra|for free|मुफ्त|फ्री|निःशुल्क)(?: trials?)?"),
        Of($@"(?:(?:the )?first |{Number} )?(?<!feel |toll[ -]|sugar[ -]|are )(?:free|complimentary|मुफ्त|फ्री|निःशुल्क)(?: of charge)?(?: for)?(?: {Number}[ -]{Period})?(?! (?:to|of|from|and|or|on|at)\b)(?: \p{{L}}{{2,20}}){{0,2}}[ -]{FreeThing}"),
        Of(@"buy [\p{L}\d]{1,10},? get [\p{L}\d]{1,10}(?: free)?|bogo|(?:2|two) for (?:1|one)"),
        Of(@"waiv(?:e|ed|er|ing)(?: of)?(?: the| a| any| their)?(?: \p{L}+){0,3}? (?:fees?|charges?|penalt(?:y|ies)|interest)|\p{L}+ (?:fee|charge|penalty) waivers?|no (?:joining|set-?up|processing|delivery|late|cancellation|activation|registration) (?:fees?|charges?)"),
        Of(@"(?:no|zero)[ -]cost (?:emis?|instal?ments?)|interest[ -]free (?:emis?|instal?ments?)"),
        Of(@"(?<=\b(?:offer|offering|give|propose|allow)(?: them| people| customers| him| her)?(?: an?| the)? )(?:\p{L}+ ){0,2}(?:instal?ments?(?: plans?)?|payment plans?|emis?|grace periods?|upgrades?|extensions?|warrant(?:y|ies)|vouchers?|bonus(?:es)?|credits?|gifts?|gift cards?)(?: of \d+ \p{L}+)?"),
    ];

    // A limit that is worded as a prohibition: "never offer more than 10 %".
    private static readonly Regex Limit = Of(
        $@"(?:more than|above|over|beyond|exceed(?:ing)?|greater than|higher than)\s+(?:an?\s+)?(?<figure>{Money.Percent}|{Money.Amount})");

    /// <summary>The offers in the prompt's order, none of which is a part of another.</summary>
    /// <param name="wishes">The prompt without its prohibitions: "no free months" offers nothing.</param>
    /// <param name="prohibitions">The prohibitions.</param>
    public static ImmutableArray<string> Read(string wishes, IEnumerable<string> prohibitions)
    {
        var found = Patterns.SelectMany(pattern => pattern.Matches(wishes)).Where(match => !IsDenied(wishes, match.Index))
            .OrderBy(match => match.Index).ThenByDescending(match => match.Length);
        var offers = new List<string>();
        var end = 0;
        foreach (var match in found)
        {
            if (match.Index < end)
                continue;
            offers.Add(Tidy(match.Value));
            end = match.Index + match.Length;
        }

        offers.AddRange(prohibitions.Select(text => Limit.Match(text)).Where(match => match.Success).Select(match => $"up to {match.Groups["figure"].Value} off"));
        return [.. offers.Distinct(StringComparer.OrdinalIgnoreCase).Take(CountMax)];
    }

    /// <summary>Whether a prohibition sets a limit for offers.</summary>
    public static bool IsLimit(string prohibition) => Limit.IsMatch(prohibition);

    // "no 10% discount", "without any free trial"
    private static bool IsDenied(string text, int at)
    {
        var before = text[Math.Max(0, at - 14)..at].TrimEnd();
        return before.EndsWith(" no", StringComparison.OrdinalIgnoreCase) || before.EndsWith("without", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("without any", StringComparison.OrdinalIgnoreCase) || before.Equals("no", StringComparison.OrdinalIgnoreCase);
    }

    private static string Tidy(string offer) => string.Join(' ', offer.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Regex Of(string pattern) => WordList.Pattern($@"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{M}}\p{{N}}])");
}
