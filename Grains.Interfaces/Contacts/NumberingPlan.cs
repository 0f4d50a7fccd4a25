namespace Switchboard.Contacts;

/// <summary>
/// What numbers of a country are like, as far as it decides whether a text is one: their lengths and first digits (ITU-T E.164 and the plans of
/// the countries). Whether a number is in use, nobody but a carrier knows.
/// </summary>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="CallingCode">Of E.164.</param>
/// <param name="TrunkPrefix">Dialled before a number within the country; empty for none.</param>
/// <param name="InternationalPrefix">Dialled before the calling code of another country, besides <c>00</c>.</param>
/// <param name="IsNational">Whether these digits, without any prefix, are a number of the country.</param>
/// <param name="IsCompleteWithoutTrunk">Whether they are also one when the trunk prefix is not written.</param>
internal sealed record NumberingPlan(
    string Country,
    string CallingCode,
    string TrunkPrefix,
    string InternationalPrefix,
    Func<ReadOnlySpan<char>, bool> IsNational,
    Func<ReadOnlySpan<char>, bool> IsCompleteWithoutTrunk)
{
    private static readonly NumberingPlan NorthAmerica = new("US", "1", "1", "011", IsNorthAmerican, IsNorthAmerican);

    private static readonly NumberingPlan[] All =
    [
        NorthAmerica,
        NorthAmerica with { Country = "CA" },
        new("IN", "91", "0", "00", n => n.Length == 10 && n[0] != '0', n => n.Length == 10 && n[0] >= '6'),
        new("GB", "44", "0", "00", IsBritish, n => n.Length == 10 && IsBritish(n)),
        new("AU", "61", "0", "0011", IsAustralian, IsAustralian),
        new("SG", "65", "", "00", IsSingaporean, IsSingaporean),
        new("AE", "971", "0", "00", IsEmirati, n => n.Length == 9 && IsEmirati(n)),
    ];

    /// <summary>The plan in which a country's national formats are read; null when none is known.</summary>
    public static NumberingPlan? OfCountry(string country) => Array.Find(All, plan => plan.Country == country);

    /// <summary>The plan that the digits of an international number belong to; null when none is known.</summary>
    public static NumberingPlan? OfNumber(ReadOnlySpan<char> digits)
    {
        foreach (var plan in All)
        {
            if (digits.StartsWith(plan.CallingCode))
                return plan;
        }

        return null;
    }

    // Area codes and exchanges begin with 2 to 9; N11 are services and N9X are kept for longer numbers.
    private static bool IsNorthAmerican(ReadOnlySpan<char> digits) =>
        digits.Length == 10 && digits[0] >= '2' && digits[1] != '9' && digits[1..3] is not "11" && digits[3] >= '2';

    private static bool IsAustralian(ReadOnlySpan<char> digits) =>
        digits.Length == 9 && digits[0] is '2' or '3' or '4' or '5' or '7' or '8';

    private static bool IsSingaporean(ReadOnlySpan<char> digits) => digits.Length == 8 && digits[0] is '3' or '6' or '8' or '9';

    // A few old areas and freephone numbers are a digit shorter.
    private static bool IsBritish(ReadOnlySpan<char> digits) =>
        (digits.Length == 10 && digits[0] is not ('0' or '4' or '6')) || (digits.Length == 9 && digits[0] is '1' or '8');

    // Mobiles begin with 5; cities have a digit less.
    private static bool IsEmirati(ReadOnlySpan<char> digits) =>
        (digits.Length == 9 && digits[0] == '5') || (digits.Length == 8 && digits[0] is '2' or '3' or '4' or '6' or '7' or '9');
}
