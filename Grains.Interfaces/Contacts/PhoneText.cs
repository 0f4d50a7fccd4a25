using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Switchboard.Contacts;

/// <summary>The digits of a number as somebody wrote it, without what people put between and around them.</summary>
internal ref struct PhoneText
{
    private const int TextMax = 64;
    private const int DigitsMax = 24;

    private static readonly SearchValues<char> InDecimals = SearchValues.Create("0123456789.,");

    private readonly Span<char> _digits;

    private PhoneText(Span<char> digits) => _digits = digits;

    /// <summary>The most digits that are looked at; the room that <see cref="TryRead"/> needs.</summary>
    public static int Room => DigitsMax;

    /// <summary>Whether it began with a plus sign.</summary>
    public bool IsInternational { get; private set; }

    /// <summary>How many digits there are.</summary>
    public int Length { get; private set; }

    /// <summary>The digits, as ASCII.</summary>
    public readonly ReadOnlySpan<char> Digits => _digits[..Length];

    /// <summary>Reads a text. Digits of every script count as what they are worth.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<char> room, out PhoneText phone, [NotNullWhen(false)] out PhoneFault? fault)
    {
        phone = new PhoneText(room);
        text = WithoutWrapping(text.Trim());
        fault = text.IsEmpty ? PhoneFault.Missing
            : text.Length > TextMax ? PhoneFault.NotANumber
            : IsRounded(text) ? PhoneFault.Rounded
            : phone.Take(text);
        if (fault is null && phone.Length == 0)
            fault = PhoneFault.NotANumber;
        return fault is null;
    }

    private PhoneFault? Take(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (DigitOf(sign) is >= 0 and var digit)
            {
                if (Length == DigitsMax)
                    return PhoneFault.TooLong;
                _digits[Length++] = (char)('0' + digit);
            }
            else if (sign is '(' or '（' && Length > 0 && IsOptionalZero(text[i..]))
            {
                // The 0 of +44 (0)20 is for those who dial within the country.
                i += 2;
            }
            else if (sign is '+' or '＋' && Length == 0 && !IsInternational)
            {
                IsInternational = true;
            }
            else if (!IsBetween(sign))
            {
                return Length > 0 && IsExtension(text[i..]) ? PhoneFault.Extension : PhoneFault.NotANumber;
            }
        }

        return null;
    }

    // What exports put around numbers: tel: of links, the apostrophe and the .0 of spreadsheets.
    private static ReadOnlySpan<char> WithoutWrapping(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            text = text[4..];
        text = text.TrimStart('\'');
        var plain = text.TrimEnd('0');
        return plain.Length < text.Length && plain is [.., '.'] && !plain[..^1].TrimStart('+').IsEmpty
            && !plain[..^1].TrimStart('+').ContainsAnyExceptInRange('0', '9')
            ? plain[..^1]
            : text;
    }

    private static bool IsRounded(ReadOnlySpan<char> text) =>
        text.IndexOfAny('e', 'E') is > 0 and var at
        && !text[..at].TrimStart('+').ContainsAnyExcept(InDecimals)
        && text[(at + 1)..].TrimStart("+-") is { IsEmpty: false } exponent
        && !exponent.ContainsAnyExceptInRange('0', '9');

    private static bool IsOptionalZero(ReadOnlySpan<char> text) => text is [_, '0', ')' or '）', ..];

    private static bool IsExtension(ReadOnlySpan<char> rest)
    {
        var word = rest.TrimStart(" ,;");
        if (word.StartsWith("ext", StringComparison.OrdinalIgnoreCase))
            return true;
        return word.Length > 1 && word[0] is 'x' or 'X' or '#' or ',' or ';' && DigitOf(word[1..].TrimStart(" .=")) >= 0;
    }

    private static int DigitOf(ReadOnlySpan<char> text) => text.IsEmpty ? -1 : DigitOf(text[0]);

    private static int DigitOf(char sign) =>
        sign is >= '0' and <= '9' ? sign - '0' : sign < 128 ? -1 : CharUnicodeInfo.GetDecimalDigitValue(sign);

    // Blanks, dashes and invisible marks of every kind; brackets and dots.
    private static bool IsBetween(char sign) => sign is '.' or '(' or ')' or '（' or '）' or '．' or '·' or '\u2212'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || sign == '\t';
}
