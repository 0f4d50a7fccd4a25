using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads which language is to be spoken.</summary>
internal static class LanguageReader
{
    private const string Names =
        "hindi|hinglish|english|spanish|french|german|italian|portuguese|dutch|arabic|tamil|telugu|kannada|malayalam|marathi|gujarati|bengali|bangla|punjabi|urdu|odia|mandarin|chinese|japanese|russian|malay";

    // A language is named as the one to speak by what stands around it; "sell Hindi courses" and "our English books" name a subject.
    private static readonly WordList Mentions = new(
        $@"(?:(?:in|into|using|use|speak(?:s|ing)?|talk(?:s|ing)?|converse|converse in|language\s*(?:is|[:=-])|to)\s+(?:only\s+|simple\s+|polite\s+|fluent\s+|indian\s+|british\s+|american\s+|us\s+|uk\s+|plain\s+)*(?<name>{Names}))"
        + $@"|(?<name>{Names})(?:[ -](?:speaking|speakers?|language|voice|calls?|script|only|mein|me|mai))"
        + $@"|(?<=(?:^|[,;.|/(\n+&-]|\band|\bor)\s{{0,3}})(?<name>{Names})(?=\s{{0,3}}(?:$|[,;.|/)\n+&]|and\b|or\b|with\b|if\b))"
        + @"|(?<hindi>हिंदी|हिन्दी)(?:\s+(?:में|भाषा|बोल\p{M}*\p{L}*))"
        + @"|(?<english>अंग्रेजी|इंग्लिश)(?:\s+(?:में|भाषा|बोल\p{M}*\p{L}*))");

    private static readonly WordList NegationBefore = new(@"(?:not|never|don't|dont|no|avoid|without|instead of|rather than|learn|learning|teach|teaching)(?:\s+\p{L}+){0,2}\s*$");
    private static readonly WordList RomanHindi = new("hai|hain|karo|karein|karna|karke|ko|ki|ka|ke|mein|aur|nahi|nahin|mat|tak|se|hamare|hamari|unhe|unko|baat|batao|bechna|liye|wale");
    private static readonly WordList Accent = new(@"(?<accent>indian|british|american|us|uk|australian|canadian) (?:english|accent)");

    /// <summary>The languages, the first one named being the main one.</summary>
    public static LanguageWish Read(string text)
    {
        var named = Mentions.AllIn(text)
            .Where(mention => !NegationBefore.IsIn(text[Math.Max(0, mention.Index - 30)..mention.Index]))
            .Select(mention => mention.Groups["name"] is { Success: true } name ? Canonical(name.Value) : mention.Groups["hindi"].Success ? "Hindi" : "English")
            .Distinct()
            .ToList();
        var main = named.Find(name => name is "Hindi" or "English");
        return new LanguageWish(
            main switch { "Hindi" => "hi", "English" => EnglishOf(text), _ => null },
            IsMostlyHindi(text),
            [.. named.Where(name => name != main)]);
    }

    private static string Canonical(string name) => name.ToLowerInvariant() switch
    {
        "hinglish" => "Hindi",
        "bangla" => "Bengali",
        var other => char.ToUpperInvariant(other[0]) + other[1..],
    };

    private static string EnglishOf(string text)
    {
        foreach (System.Text.RegularExpressions.Match match in Accent.AllIn(text))
        {
            return match.Groups["accent"].Value.ToLowerInvariant() switch
            {
                "indian" => "en-IN",
                "british" or "uk" => "en-GB",
                "australian" => "en-AU",
                "canadian" => "en-CA",
                _ => "en-US",
            };
        }

        return "en";
    }

    // Hindi in Latin letters is told by its small words.
    private static bool IsRomanHindi(string text) =>
        RomanHindi.AllIn(text).Count is >= 4 and var count && count * 4 >= text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;

    // A name or two in Devanagari does not make a prompt Hindi.
    private static bool IsMostlyHindi(string text)
    {
        int devanagari = 0, latin = 0;
        foreach (var c in text)
        {
            if (c is >= '\u0900' and <= '\u097F')
                devanagari++;
            else if (char.IsAsciiLetter(c))
                latin++;
        }

        return (devanagari > 0 && devanagari * 2 >= latin) || IsRomanHindi(text);
    }
}
