using System.Globalization;
using System.Text;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks;

/// <summary>Looks for forbidden phrases in what is said.</summary>
internal static class ForbiddenPhrases
{
    /// <summary>
    /// Whether a text says the phrase: the same words in the same order, whatever the case, the punctuation between them and a plural of the last.
    /// </summary>
    public static bool Says(string text, string phrase)
    {
        var words = Words(phrase);
        return words.Trim().Length > 0 && (Contains(text, words) || Contains(text, Other(words)));
    }

    private static bool Contains(string text, string words) => Words(text).Contains(words, StringComparison.Ordinal);

    private static string Other(string words) => words.EndsWith("s ", StringComparison.Ordinal) && words.Length > 4 ? words[..^2] + " " : words[..^1] + "s ";

    /// <summary>The words in lower case, each between single blanks.</summary>
    private static string Words(string text)
    {
        var words = new StringBuilder(" ");
        foreach (var c in PromptText.Normalise(text))
        {
            if (IsPartOfWord(c))
                words.Append(char.ToLowerInvariant(c));
            else if (c != '\'' && words[^1] != ' ')
                words.Append(' ');
        }

        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }

    private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
