using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Switchboard.Contacts;

/// <summary>Language tags such as <c>hi-IN</c> (BCP 47).</summary>
public static partial class LanguageTag
{
    /// <summary>The longest tag that is taken; RFC 5646, section 4.4.1 asks for at least 35.</summary>
    public const int LengthMax = 35;

    /// <summary>
    /// Whether the text is a well-formed tag (RFC 5646, section 2.2.9): language, then optionally script, region,
    /// variants, extensions and private use, in this order. Subtags are not looked up in the registry.
    /// </summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LengthMax } && Pattern().IsMatch(text);

    [GeneratedRegex(
        """
        \A
        [A-Za-z]{2,8}                                        # language
        (-[A-Za-z]{3}){0,3}                                  # extended language
        (-[A-Za-z]{4})?                                      # script
        (-([A-Za-z]{2}|[0-9]{3}))?                           # region
        (-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*           # variants
        (-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*            # extensions
        (-[Xx](-[A-Za-z0-9]{1,8})+)?                         # private use
        \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
