using System.Globalization;
using System.Text;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Prompts as texts.</summary>
public static class PromptText
{
    /// <summary>The longest prompt that is taken, UTF-16 code units (contract, section 9).</summary>
    public const int LengthMax = 4000;

    private const char Nukta = '\u093C';

    /// <summary>Why no rule book can be written from a text (contract, section 9); null when one can.</summary>
    public static string? Refuse(string? prompt) => prompt switch
    {
        _ when string.IsNullOrWhiteSpace(prompt) => "nl_prompt is blank",
        { Length: > LengthMax } => $"nl_prompt must not have more than {LengthMax} characters, but has {prompt.Length}",
        _ when !HasWord(prompt) => "nl_prompt has no word to work with",
        _ => null,
    };

    /// <summary>
    /// Whether there is a word in it: two letters in a row, or one of a script in which a single letter can be a word (Devanagari, Chinese, …).
    /// </summary>
    public static bool HasWord(string text)
    {
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.OtherLetter:
                    return true;
                case UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                    if (++letters == 2)
                        return true;
                    break;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark:
                    break;
                default:
                    letters = 0;
                    break;
            }
        }

        return false;
    }

    /// <summary>
    /// One spelling for what people write in several: straight quotes, plain hyphens and blanks, ASCII digits, Hindi without the dots that are
    /// often left out. Invisible characters go, so that nothing can hide in a name.
    /// </summary>
    public static string Normalise(string prompt)
    {
        var text = new StringBuilder(prompt.Length);
        for (var i = 0; i < prompt.Length; i++)
        {
            if (char.IsHighSurrogate(prompt[i]) && i + 1 < prompt.Length && char.IsLowSurrogate(prompt[i + 1]))
                AppendPair(text, prompt[i], prompt[++i]);
            else if (char.IsSurrogate(prompt[i]))
                text.Append(' ');
            else
                Append(text, prompt[i]);
        }

        return text.ToString().Trim();
    }

    /// <summary>The same text with Hindi words spelled as in a normalised prompt, and nothing else changed.</summary>
    internal static string SpellHindi(string text)
    {
        var spelled = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is Nukta or (>= '\u0958' and <= '\u095F'))
                Append(spelled, c);
            else
                spelled.Append(c);
        }

        return spelled.ToString();
    }

    // Characters beyond the first plane are emoji, rare scripts and invisible tags.
    private static void AppendPair(StringBuilder text, char high, char low)
    {
        if (CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(high, low)) is UnicodeCategory.Format)
            return;
        text.Append(high).Append(low);
    }

    private static void Append(StringBuilder text, char c)
    {
        switch (c)
        {
            case '\r' or '\n' or '\u2028' or '\u2029':
                text.Append('\n');
                break;
            case '‘' or '’' or '‛' or '′' or '`':
                text.Append('\'');
                break;
            case '“' or '”' or '„' or '«' or '»' or '″':
                text.Append('"');
                break;
            case '‐' or '‑' or '‒' or '–' or '—' or '−':
                text.Append('-');
                break;
            case >= '०' and <= '९':
                text.Append((char)('0' + (c - '०')));
                break;
            case >= '０' and <= '９':
                text.Append((char)('0' + (c - '０')));
                break;
            case '\u095C':
                text.Append('\u0921').Append(Nukta);
                break;
            case '\u095D':
                text.Append('\u0922').Append(Nukta);
                break;
            case >= '\u0958' and <= '\u095F':
                text.Append("\u0915\u0916\u0917\u091C\0\0\u092B\u092F"[c - '\u0958']);
                break;
            case Nukta:
                // The dots of ड़ and ढ़ make other letters; without the rest a word stays the same.
                if (text.Length > 0 && text[^1] is '\u0921' or '\u0922')
                    text.Append(c);
                break;
            default:
                AppendOther(text, c);
                break;
        }
    }

    private static void AppendOther(StringBuilder text, char c)
    {
        var category = char.GetUnicodeCategory(c);
        if (category is UnicodeCategory.Format)
            return;
        text.Append(category is UnicodeCategory.Control or UnicodeCategory.SpaceSeparator ? ' ' : c);
    }
}
