using Switchboard.Contacts;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Numbers that people type into a query or a form: E.164, or as they are written in the tenant's country.</summary>
internal static class PhoneInput
{
    /// <summary>What it must be, as the end of a sentence.</summary>
    public const string Rule = "must be a telephone number — e.g. +919812345678";

    /// <summary>The number in E.164; null when it is none. A blank before the digits is the plus that a form's decoding has made one of.</summary>
    public static string? Read(string text, string country)
    {
        var written = text is [' ', >= '0' and <= '9', ..] ? $"+{text.AsSpan(1)}" : text;
        if (PhoneNumber.IsE164(written))
            return written;
        return PhoneNumberParser.TryParse(written, country, out var e164, out _) ? e164 : null;
    }

    /// <summary>The country whose national formats count: the tenant's.</summary>
    public static async Task<string> CountryOfAsync(string tenantId, TenantRegister tenants) => (await tenants.FindAsync(tenantId))?.Country
        ?? throw new InvalidOperationException($"Tenant {tenantId} of a valid credential is gone.");
}
