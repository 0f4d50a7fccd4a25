using System.Text.RegularExpressions;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads who calls and what it is about.</summary>
/// <remarks>Names are told by their capitals, or by quotes, after the words that announce them; without either there is no name to go by.</remarks>
internal static class NameReader
{
    private const int LengthMax = 60;

    // Up to four words with capitals, joined by "of", "and" or "&".
    private const string Word = @"(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{N}&'+-]{0,40}(?:\.(?:com|io|ai|in|co|org|net|app))?";
    private const string Name = $@"(?:""(?<name>[^""\n{{}}<>\[\]@]{{2,60}})""|(?<name>{Word}(?:\s+(?:(?:of|and|&)\s+)?(?:{Word}|\d{{1,4}})){{0,3}}))";

    private static readonly Regex Company = WordList.Pattern(
        @"(?i:\b(?:(?:customers?|clients?|users?|patients?|subscribers?|members?|students?|policy ?holders?|guests?|donors?|leads|parents|owners?|buyers?|residents|tenants?|branch|office) (?:of|at|from)|on behalf of|calling (?:from|for)|calls? (?:from|for)|(?:agent|assistant|bot|rep|representative|executive|team|caller|employee) (?:from|of|for|at)|work(?:ing|s)? (?:for|at)|(?:we are|we're|i am from|i'm from|this is|represent(?:ing)?)|(?:company|business|brand|organi[sz]ation)(?: name)?(?: is|:)?|our (?:company|startup|firm|clinic|store|bank|school|gym|ngo),?)\s+(?:the\s+)?)"
        + Name, RegexOptions.None);

    private static readonly Regex CompanyAtStart = WordList.Pattern($@"^(?:the\s+)?{Name}\s+(?:wants?|needs?|would like|is an?\b|sells?|offers|provides|runs|has)\b", RegexOptions.None);
    private static readonly Regex Possessive = WordList.Pattern($@"\b(?<name>{Word}(?:\s+{Word}){{0,3}}?)(?:'s|')\s+(?:new\s+|existing\s+|loyal\s+)?(?:customers?|clients?|users?|subscribers?|members?|patients?|leads?|students?|policy ?holders?|guests?|donors?|tenants?)\b", RegexOptions.None);
    private static readonly Regex For = WordList.Pattern($@"\b(?i:for|at|by|with|from)\s+(?:our\s+|the\s+)?{Name}", RegexOptions.None);
    private static readonly Regex HindiCompany = WordList.Pattern(
        @"(?<![\p{L}\p{M}\p{N}&.-])(?<name>[\p{L}\p{M}\p{N}&.-]{2,30}(?: [\p{L}\p{M}\p{N}&.-]{2,30})?) (?:की ओर से|की तरफ से)|(?:कंपनी|संस्था|बैंक) (?:का नाम )?(?<name>[\p{L}\p{M}\p{N}&.-]{2,30}) (?:है|से)");

    private static readonly Regex Product = WordList.Pattern(
        @"\b(?i:product(?: name)?(?: is|:)?|our (?:new )?(?:product|app|service|platform|software|tool|plan|course|programme|program),?|demos? (?:of|for)|sell(?:ing)?|promot(?:e|ing)|pitch(?:ing)?|upsell(?:ing)?|renew(?:al|als|ing)? (?:of|for)|renew(?:ing)?|(?:subscriptions?|plans?|licen[cs]es?|seats?|packages?|memberships?) (?:to|of|for)|upgrad(?:e|ing) to|launch of|about|trial of|use|using|try|called|named|invit(?:e|ing) (?:\p{L}+ ){0,2}to)\s+(?:(?:our|the|new|their|its|a|an|my|your|annual|yearly)\s+)*"
        + Name, RegexOptions.None);

    private static readonly Regex NamedKind = WordList.Pattern(
        $@"\b(?i:the|our|new|in)\s+{Name}\s+(?i:course|app|platform|software|plan|card|programme|program|suite|bootcamp|scheme|membership|subscription)\b", RegexOptions.None);

    private static readonly Regex Thing = WordList.Pattern(
        @"\b(?i:sell(?:ing)?|promot(?:e|ing)|pitch(?:ing)?|upsell(?:ing)?|demos? of|cross-?sell(?:ing)?|feedback (?:on|about)|survey (?:on|about)|enquir(?:y|ies) about|interest(?:ed)? in|invit(?:e|ing) (?:\p{L}+ ){0,2}to (?:a|an|our|the))\s+(?:(?:our|the|new|a|an|some|more|your|this)\s+)*(?<name>\p{L}[\p{Ll}-]{1,30}(?: \p{Ll}[\p{Ll}-]{1,30}){0,3}?)(?=\s+(?:to|for|at|in|with|from|via|by|over|on|and|or|next|this|that|which|who)\b|\s*[,.;:!?\n(-]|\s*$)", RegexOptions.None);

    // No name begins with one of these words; and none is made of the others alone.
    private static readonly Regex NoBeginning = WordList.Pattern(
        @"^(?:I|A|An|The|We|You|They|It|If|In|On|At|To|Our|My|Your|Please|Never|Do|Don't|Be|Goal|Hello|Hi|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?)(?:\s|$)");

    private static readonly Regex NoWhole = WordList.Pattern(
        "^(?:SaaS|B2B|B2C|D2C|AI|CRM|ERP|EMI|NPS|COD|DNC|SMS|WhatsApp|USA?|UK|UAE|India|Indians?|Americans?|America|Britain|Australia|Canada|Singapore|Dubai|Europe|"
        + "Mumbai|Delhi|Bangalore|Bengaluru|Pune|Chennai|Hyderabad|Kolkata|London|New York|Texas|California|Toronto|Sydney|"
        + "Hindi|English|Hinglish|Spanish|French|German|Tamil|Telugu|Arabic|Call|Offer|Use|Diwali|Christmas|Eid|Holi|Black Friday|"
        + "January|February|March|April|May|June|July|August|September|October|November|December|"
        + "IST|EST|PST|CST|MST|ET|PT|CT|MT|GMT|BST|UTC|AEST|SGT|GST|CET|SMEs?|SMBs?|CEOs?|CFOs?|CTOs?|HR|IT)$");

    private static readonly Regex HindiThing = WordList.Pattern(
        @"(?<![\p{L}\p{M}])(?<name>(?!को |के |करके |में |से |और |कर |हमार\p{M}* |नय\p{M}* |की |का |लिए )[\p{L}\p{M}]{2,30}(?: [\p{L}\p{M}]{2,30})?) बेच");

    private static readonly string[] NoThing = ["them", "it", "anything", "something", "more", "this", "that", "products", "product", "services", "service", "stuff", "us", "you", "people", "customers"];

    /// <summary>Who calls; null when the prompt does not say.</summary>
    public static string? ReadCompany(string wishes, string? product) =>
        First(Company, wishes, product) ?? First(CompanyAtStart, wishes, product) ?? First(Possessive, wishes, product) ?? First(HindiCompany, wishes, product)
        ?? First(For, wishes, product);

    /// <summary>What it is about, a name or some words; null when the prompt does not say.</summary>
    public static string? ReadProduct(string wishes) =>
        First(Product, wishes, null) ?? First(NamedKind, wishes, null) ?? Thing.Matches(wishes).Select(match => match.Groups["name"].Value).FirstOrDefault(thing => !NoThing.Contains(thing))
        ?? First(HindiThing, wishes, null);

    private static string? First(Regex pattern, string text, string? unless) => pattern.Matches(text)
        .Select(match => match.Groups["name"].Value.Trim().TrimEnd('.', '-', '\''))
        .FirstOrDefault(name => name.Length is > 1 and <= LengthMax && name != unless && !IsNoName(name));

    private static bool IsNoName(string name) => NoBeginning.IsMatch(name) || name.Split(' ').All(NoWhole.IsMatch) || NoWhole.IsMatch(name) || Personas.Find(name.ToLowerInvariant()) is not null;
}
