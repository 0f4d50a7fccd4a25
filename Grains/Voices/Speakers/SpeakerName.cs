using System.Text;

namespace Switchboard.Voices;

/// <summary>What a speaker may be called: a name that stands in paths as well as in sentences.</summary>
public static class SpeakerName
{
    /// <summary>Characters at most.</summary>
    public const int LengthMax = 64;

    /// <summary>The rule, as the end of a sentence that begins with the field.</summary>
    public const string Rule = "must have 1 to 64 letters, digits, spaces, dots, dashes and underscores, and begin with a letter or a digit";

    /// <summary>The name in the one form in which it is kept and looked for; null when it is none. What it is asked comes from the outside.</summary>
    public static string? Of(string? text)
    {
        if (text is null || !IsText(text))
            return null;
        var name = text.Normalize().Trim();
        return name.Length is > 0 and <= LengthMax && char.IsLetterOrDigit(name[0]) && name.All(IsAllowed) ? name : null;
    }

    // Marks are part of letters in the scripts of India.
    private static bool IsAllowed(char letter) =>
        char.IsLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '_'
        || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    // Half a surrogate pair cannot be normalised.
    private static bool IsText(string text) => text.Length <= 4 * LengthMax && !text.Any(char.IsSurrogate);
}
