using System.Text.RegularExpressions;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Words by which something is told, as a pattern: whole words of any script, whatever the case.</summary>
/// <remarks>
/// Prompts are short, and no pattern here repeats a repetition, so matching takes microseconds; the timeout is there for the pattern that
/// somebody adds without thinking of it.
/// </remarks>
internal sealed class WordList(string alternatives)
{
    private readonly Regex _pattern = Pattern($@"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{alternatives})(?![\p{{L}}\p{{M}}\p{{N}}])");

    /// <summary>A pattern with the options that all have; Hindi in it is spelled as in normalised prompts.</summary>
    public static Regex Pattern(string pattern, RegexOptions more = RegexOptions.IgnoreCase) =>
        new(PromptText.SpellHindi(pattern), more | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2));

    /// <summary>Where the first of the words stands; -1 when none does.</summary>
    public int IndexIn(string text) => _pattern.Match(text) is { Success: true } match ? match.Index : -1;

    /// <summary>Whether one of the words is in the text.</summary>
    public bool IsIn(string text) => _pattern.IsMatch(text);

    /// <summary>Every place where one of the words stands.</summary>
    public MatchCollection AllIn(string text) => _pattern.Matches(text);
}
