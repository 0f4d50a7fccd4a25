using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>What a prompt forbids, and what is left of it.</summary>
/// <param name="Wishes">The prompt with blanks where it forbids something; places in it are places in the prompt.</param>
/// <param name="Phrases">What is never to be said, as phrases.</param>
/// <param name="Texts">Each prohibition as the prompt words it.</param>
internal sealed record Prohibitions(string Wishes, ImmutableArray<string> Phrases, ImmutableArray<string> Texts);

/// <summary>Reads what the agent must not say or do: "never mention competitors", "don't promise refunds", "never say "cheap" or "act fast"".</summary>
internal static class ProhibitionReader
{
    private const int PhraseMax = 80;
    private const int CountMax = 20;

    // Only where it is an order: "customers who do not answer" and "if they never replied" forbid nothing.
    private static readonly Regex Orders = WordList.Pattern(
        @"(?<=(?:^|[,;:.!?\n(*।-])\s{0,3}|(?:\b(?:and|but|please|also|you|agents?|assistant|bot|ai|should|must|to|it|we|kindly|strictly|or)\s{1,3}))"
        + @"(?:never ever|never|do not ever|do not|don't ever|don't|dont|avoid|must not|mustn't|should not|shouldn't|refrain from|no mention of|no talk (?:of|about)|without (?:mentioning|saying)|not to)\s+(?!before\b|after\b|between\b|on\b)|"
        + @"(?:forbidden|banned|prohibited|taboo)(?: phrases| words| topics| terms)?\s*:\s*");

    private static readonly Regex HindiOrders = WordList.Pattern(
        @"(?<![^,.;!?\n।\s])(?<what>[^,.;!?\n।]{2,60}?) (?:(?:का|की|के)\s+(?<verb>जिक्र|नाम|बात|बारे में बात|उल्लेख|वादा)|(?<verb>शब्द))\s+(?:कभी\s+)?(?:भी\s+)?(?:न|ना|नहीं|मत)\s+[\p{L}\p{M}]+");

    private static readonly Regex Speaking = WordList.Pattern(
        @"^(?:mention(?:ing)?|say(?:ing)?|us(?:e|ing)|discuss(?:ing)?|talk(?:ing)? (?:about|of)|speak(?:ing)? (?:about|of)|bring(?:ing)? up|refer(?:ring)? to|nam(?:e|ing)|utter(?:ing)?)\b\s*:?\s*");

    private static readonly Regex Doing = WordList.Pattern(
        @"^(?<verb>promis(?:e|ing)|offer(?:ing)?|guarantee(?:ing)?|giv(?:e|ing)|ask(?:ing)?(?: for| about)?|collect(?:ing)?|request(?:ing)?|claim(?:ing)?|disclos(?:e|ing)|reveal(?:ing)?|shar(?:e|ing)|threaten(?:ing)?|compar(?:e|ing)|suggest(?:ing)?|commit(?:ting)?(?: to)?|quot(?:e|ing)|negotiat(?:e|ing)|mak(?:e|ing)|criticis(?:e|ing)|criticiz(?:e|ing))\s+");

    private static readonly Regex Leading = WordList.Pattern(@"^(?:(?:about|the|any|our|their|a|an|of|words?|phrases?|terms?|names?|anything|like)\s+)+(?=\S)");

    private static readonly Regex Trailing = WordList.Pattern(
        @"\s+(?:at all|ever|please|by name|anywhere|(?:on|during|in) (?:the|this|any|these|our) (?:calls?|conversations?)|to (?:the )?(?:customers?|people|anyone|anybody|them|callers?)|in any (?:case|way)|under any circumstances)\s*$");

    private static readonly Regex Quoted = WordList.Pattern(@"""(?<said>[^""\n]{1,80})""|(?<![\p{L}\p{M}])'(?<said>[^'\n]{2,80})'(?![\p{L}\p{M}])");
    private static readonly Regex Joints = WordList.Pattern(@"\s*(?:,\s*(?:or|nor|and)\b|,|/|\bor\b|\bnor\b|\band\b)\s*");

    // After "and" or "or", one of these begins something that is wanted.
    private static readonly Regex NextWish = WordList.Pattern(
        @"\s+(?:but|instead|rather|and (?:always|offer|be|call|keep|use|ask|give|book|sell|transfer|speak|mention|tell|end|stay|let|hang|remind|try|please|never|do not|don't))\b");

    private static readonly WordList NoListItem = new(
        @"\S*\d\S*|tone|weekdays?|weekends?|hours|only|always|friendly|formal|polite|hindi|english|then|if|when|language|goal|budget|max|(?<=^\s*)(?:offer|be|keep|speak|use|call|please|sell|book|ask|give|and)");

    /// <summary>Reads them.</summary>
    public static Prohibitions Read(string text)
    {
        var wishes = new StringBuilder(text);
        var phrases = new List<string>();
        var texts = new List<string>();
        var end = 0;
        foreach (Match order in Orders.Matches(text))
        {
            if (order.Index < end)
                continue;
            var from = order.Index + order.Length;
            end = EndOf(text, from, isList: order.Value.Contains(':', StringComparison.Ordinal));
            if (end <= from)
                continue;
            Take(order.Value.TrimEnd(), text[from..end].Trim(), phrases, texts);
            Blank(wishes, order.Index, end);
        }

        foreach (Match order in HindiOrders.Matches(text))
        {
            var what = order.Groups["what"].Value.Trim();
            Add(phrases, order.Groups["verb"].Value == "वादा" ? $"{what} का वादा" : StripHindi(what));
            texts.Add(order.Value.Trim());
            Blank(wishes, order.Index, order.Index + order.Length);
        }

        return new Prohibitions(wishes.ToString(), [.. phrases.Distinct(StringComparer.OrdinalIgnoreCase).Take(CountMax)], [.. texts.Take(CountMax)]);
    }

    private static void Take(string order, string what, List<string> phrases, List<string> texts)
    {
        texts.Add($"{order} {what}");
        if (Speaking.Match(what) is { Success: true } speaking)
            AddObjects(phrases, what[speaking.Length..]);
        else if (Doing.Match(what) is { Success: true } doing)
            AddDeeds(phrases, doing.Groups["verb"].Value, what[doing.Length..]);
        else if (order.EndsWith(':') || order.EndsWith(" of", StringComparison.OrdinalIgnoreCase) || order.EndsWith(" about", StringComparison.OrdinalIgnoreCase)
            || order.EndsWith("ing", StringComparison.OrdinalIgnoreCase) || order.Equals("avoid", StringComparison.OrdinalIgnoreCase))
            AddObjects(phrases, what);
    }

    private static void AddObjects(List<string> phrases, string what)
    {
        var quoted = Quoted.Matches(what);
        foreach (var phrase in quoted.Count > 0 ? quoted.Select(match => match.Groups["said"].Value) : Joints.Split(what))
            Add(phrases, phrase);
    }

    // "promise refunds or discounts" are two; "give legal or medical advice" is one. "Offer more than 10 %" is a limit and no phrase.
    private static void AddDeeds(List<string> phrases, string verb, string what)
    {
        var parts = Joints.Split(what).Select(Clean).Where(part => part.Length > 0).ToList();
        if (OfferReader.IsLimit(what))
            return;
        if (what.Contains(',', StringComparison.Ordinal) || parts.All(part => !part.Contains(' ', StringComparison.Ordinal)))
            parts.ForEach(part => Add(phrases, $"{verb} {part}"));
        else
            Add(phrases, $"{verb} {Clean(what)}");
    }

    private static void Add(List<string> phrases, string phrase)
    {
        var clean = Clean(phrase);
        if (clean.Length is > 1 and <= PhraseMax && PromptText.HasWord(clean))
            phrases.Add(clean);
    }

    private static string Clean(string phrase) => Leading.Replace(Trailing.Replace(phrase.Trim(' ', '"', '\'', '-', '*', ':', '(', ')'), ""), "").Trim();

    private static string StripHindi(string what) => what.StartsWith("और ", StringComparison.Ordinal) || what.StartsWith("कभी ", StringComparison.Ordinal)
        ? StripHindi(what[(what.IndexOf(' ', StringComparison.Ordinal) + 1)..])
        : what;

    /// <summary>Where a prohibition ends: with its sentence, at a comma that joins no list, or where the next wish begins.</summary>
    private static int EndOf(string text, int from, bool isList)
    {
        var sentence = from;
        while (sentence < text.Length && !EndsSentence(text, sentence))
            sentence++;
        if (NextWish.Match(text, from, sentence - from) is { Success: true } next)
            sentence = next.Index;
        if (isList || text[from..sentence].StartsWith("say:", StringComparison.OrdinalIgnoreCase))
            return sentence;
        var quoted = false;
        for (var at = from; at < sentence; at++)
        {
            quoted ^= text[at] == '"';
            if (text[at] == ')' && !quoted)
                return at;
            if (text[at] == ',' && !quoted)
                return EndOfList(text, at, sentence);
        }

        return sentence;
    }

    private static bool EndsSentence(string text, int at) => text[at] switch
    {
        '\n' or ';' or '!' or '?' or '।' => true,
        '.' => at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or ')',
        _ => false,
    };

    // A comma goes on with a list when its items are short and an "or" or "and" closes it.
    private static int EndOfList(string text, int comma, int sentence)
    {
        var at = comma;
        foreach (var item in text[(comma + 1)..sentence].Split(','))
        {
            var words = item.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            if (words is 0 or > 4 || NoListItem.IsIn(item))
                return comma;
            at += 1 + item.Length;
            if (item.Contains(" or ", StringComparison.OrdinalIgnoreCase) || item.Contains(" nor ", StringComparison.OrdinalIgnoreCase)
                || item.Contains(" and ", StringComparison.OrdinalIgnoreCase))
                return at;
        }

        return comma;
    }

    private static void Blank(StringBuilder text, int from, int to)
    {
        for (var at = from; at < to; at++)
            text[at] = at == from ? ',' : ' ';
    }
}
