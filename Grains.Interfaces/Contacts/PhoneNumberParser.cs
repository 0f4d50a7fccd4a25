using System.Diagnostics.CodeAnalysis;

namespace Switchboard.Contacts;

/// <summary>
/// Reads telephone numbers as people write them. This is the seam for a library of all the world's numbering plans; what is here knows the plans of the
/// countries of sign-up (IN, US, GB, AU, CA, SG, AE) and takes every number that is written internationally.
/// </summary>
/// <remarks>
/// International is what begins with <c>+</c>, with <c>00</c>, or with what the country dials before a calling code (<c>011</c> in the US and Canada,
/// <c>0011</c> in Australia). Everything else is read in the plan of the country, and then as an international number that has lost its plus sign, but only as one of the
/// country's own. Digits of other scripts count as what they are worth.
/// </remarks>
public static class PhoneNumberParser
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="country">ISO 3166 code of the country whose national format it may have; another than those of sign-up has none.</param>
    /// <param name="e164">The number.</param>
    /// <param name="fault">Why it is none.</param>
    public static bool TryParse(
        string? text, string country, [NotNullWhen(true)] out string? e164, [NotNullWhen(false)] out PhoneFault? fault)
    {
        e164 = null;
        if (!PhoneText.TryRead(text, stackalloc char[PhoneText.Room], out var phone, out fault))
            return false;
        var digits = phone.Digits;
        var plan = NumberingPlan.OfCountry(country);
        fault = phone.IsInternational || WithoutInternationalPrefix(ref digits, plan) ? International(digits, out e164)
            : plan is not null ? National(digits, plan, out e164)
            : PhoneFault.NotInPlan;
        return e164 is not null;
    }

    private static bool WithoutInternationalPrefix(ref ReadOnlySpan<char> digits, NumberingPlan? plan)
    {
        var prefix = plan is not null && digits.StartsWith(plan.InternationalPrefix) ? plan.InternationalPrefix : "00";
        if (!digits.StartsWith(prefix))
            return false;
        digits = digits[prefix.Length..];
        return true;
    }

    private static PhoneFault? International(ReadOnlySpan<char> digits, out string? e164)
    {
        e164 = null;
        if (NumberingPlan.OfNumber(digits) is { } plan)
        {
            var national = WithoutZero(digits[plan.CallingCode.Length..], plan);
            if (plan.IsNational(national))
                e164 = Print(national, plan);
            return e164 is null ? FaultOf(national) : null;
        }

        if (digits is ['0', ..] or [])
            return PhoneFault.NotInPlan;
        if (FaultOfLength(digits.Length, PhoneNumber.DigitsMin, PhoneNumber.DigitsMax) is { } fault)
            return fault;
        e164 = $"+{digits}";
        return null;
    }

    private static PhoneFault? National(ReadOnlySpan<char> digits, NumberingPlan plan, out string? e164)
    {
        var hasTrunk = plan.TrunkPrefix.Length > 0 && digits.StartsWith(plan.TrunkPrefix);
        var national = hasTrunk ? digits[plan.TrunkPrefix.Length..] : digits;
        e164 = (hasTrunk && plan.IsNational(national)) || plan.IsCompleteWithoutTrunk(national) ? Print(national, plan) : WithCallingCode(national, plan);
        return e164 is null ? FaultOf(national) : null;
    }

    // A spreadsheet takes the plus sign away.
    private static string? WithCallingCode(ReadOnlySpan<char> digits, NumberingPlan plan)
    {
        if (!digits.StartsWith(plan.CallingCode))
            return null;
        var national = WithoutZero(digits[plan.CallingCode.Length..], plan);
        return plan.IsNational(national) ? Print(national, plan) : null;
    }

    // No national number begins with it, so written after the calling code it can only be a mistake, +44 0 20 …
    private static ReadOnlySpan<char> WithoutZero(ReadOnlySpan<char> national, NumberingPlan plan) =>
        plan.TrunkPrefix == "0" && national is ['0', ..] ? national[1..] : national;

    private static string Print(ReadOnlySpan<char> national, NumberingPlan plan) => $"+{plan.CallingCode}{national}";

    // The plans known here have numbers of eight to ten digits.
    private static PhoneFault FaultOf(ReadOnlySpan<char> national) => FaultOfLength(national.Length, 8, 10) ?? PhoneFault.NotInPlan;

    private static PhoneFault? FaultOfLength(int length, int min, int max) =>
        length < min ? PhoneFault.TooShort : length > max ? PhoneFault.TooLong : null;
}
