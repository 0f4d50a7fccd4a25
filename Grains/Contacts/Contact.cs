using System.Collections.Immutable;

namespace Switchboard.Contacts;

/// <summary>A person in a tenant's contact book; there is one for each number.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose contact it is.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Name">The person's name, if known.</param>
/// <param name="Email">The mail address, if known.</param>
/// <param name="LanguagePref">BCP 47 tag of the language the person wants to be spoken to in, if known.</param>
/// <param name="Metadata">The tenant's own JSON object, if any.</param>
/// <param name="Consent">How the person agreed to be called; null when nothing is recorded.</param>
/// <param name="Tags">The tenant's own words, by which campaigns choose their audience.</param>
/// <param name="CreatedAt">When the contact was first given.</param>
/// <param name="UpdatedAt">When it was last given.</param>
public sealed record Contact(
    string Id,
    string TenantId,
    string Phone,
    string? Name,
    string? Email,
    string? LanguagePref,
    string? Metadata,
    ConsentCapture? Consent,
    ImmutableArray<string> Tags,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>A contact of whom only the number is known.</summary>
    public static Contact New(string id, string tenantId, string phone, DateTimeOffset now) => new(
        id, tenantId, phone, Name: null, Email: null, LanguagePref: null, Metadata: null, Consent: null, Tags: [], now, now);
}
