using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Switchboard.Api.Requests;

/// <summary>The rules that texts of a body, of a query and of a path have in common.</summary>
public static partial class FieldRules
{
    /// <summary>What a telephone number must be.</summary>
    public const string PhoneRule = "must be E.164 — e.g. +919812345678";

    /// <summary>What an instant must be.</summary>
    public const string InstantRule = "must be an ISO 8601 date and time — e.g. 2026-05-31T14:22:11Z";

    /// <summary>What a day must be.</summary>
    public const string DayRule = "must be a day from 2000 to 2099 — e.g. 2026-05-31";

    /// <summary>What an id must be.</summary>
    public const string IdRule = "must be an id";

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>
    /// Whether a text can be stored and given back unharmed: no NUL, which PostgreSQL does not store, and no half of a surrogate
    /// pair, which is not a character.
    /// </summary>
    public static bool IsStorable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return false;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }
        return true;
    }

    /// <summary>Whether a text looks like a mail address that a mail could be sent to.</summary>
    public static bool IsEmail(string text) => text.Length <= 254 && EmailPattern().IsMatch(text);

    /// <summary>Reads an instant; one without an offset is UTC, a day is its first instant.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text,
        InstantFormats,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out instant);

    /// <summary>Reads a day of this century.</summary>
    public static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and < 2100;

    /// <summary>
    /// Reads an id: a UUID, or a door's form of it, which is a prefix such as <c>call_</c> before its 32 hex digits.
    /// </summary>
    /// <returns>The UUID in lower case with its dashes, as everything is keyed; null when the text is no id.</returns>
    public static string? NormaliseId(string text, string? prefix = null)
    {
        if (prefix is not null && text.StartsWith(prefix, StringComparison.Ordinal))
            return Guid.TryParseExact(text.AsSpan(prefix.Length), "N", out var prefixed) ? prefixed.ToString("D") : null;
        return Guid.TryParseExact(text, "D", out var plain) ? plain.ToString("D") : null;
    }

    /// <summary>A door's form of an id.</summary>
    public static string PrintId(string prefix, string id) => prefix + id.Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^[^\s@\p{C}<>(),;:""\[\]\\]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}]{2,63}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EmailPattern();
}
