using System.Diagnostics.CodeAnalysis;

namespace Switchboard.Contacts;

/// <summary>Telephone numbers in the one form that the engine stores and dials: E.164.</summary>
public static class PhoneNumber
{
    /// <summary>The fewest digits after the plus sign: no country has shorter numbers with its code.</summary>
    public const int DigitsMin = 8;

    /// <summary>The most digits after the plus sign (ITU-T E.164, section 6).</summary>
    public const int DigitsMax = 15;

    /// <summary>
    /// Whether the text is a number as it is: a plus sign and 8 to 15 ASCII digits of which the first is not zero. Nothing is
    /// trimmed or repaired; national formats are a campaign upload's business.
    /// </summary>
    public static bool IsE164([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length < 1 + DigitsMin || text.Length > 1 + DigitsMax)
            return false;
        return text[0] == '+' && text[1] != '0' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Whether an E.164 number is one of India's numbering plan (+91), to which the NCPR applies.</summary>
    public static bool IsIndian(string e164) => e164.StartsWith("+91", StringComparison.Ordinal);
}
