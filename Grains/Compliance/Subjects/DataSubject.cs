using System.Collections.Immutable;
using Switchboard.Contacts;

namespace Switchboard.Compliance;

/// <summary>A person as a tenant knows one: a number, with the contact of it if there is one.</summary>
/// <param name="TenantId">Who knows the person. Another tenant's records of the same number are another matter.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Contact">The contact with this number; null when there is none.</param>
public sealed record DataSubject(string TenantId, string Phone, Contact? Contact);

/// <summary>Finds who is meant by a number, a mail address or a contact's id.</summary>
public sealed class DataSubjects(ContactRegister contacts)
{
    /// <summary>The person with this number: there is always one, even if nothing is known of it.</summary>
    public async Task<DataSubject> OfPhoneAsync(string tenantId, string phone) =>
        new(tenantId, phone, await contacts.FindByPhoneAsync(tenantId, phone));

    /// <summary>The people with this mail address; empty when no contact has it.</summary>
    public async Task<ImmutableArray<DataSubject>> OfEmailAsync(string tenantId, string email) =>
        [.. (await contacts.FindByEmailAsync(tenantId, email)).Select(contact => new DataSubject(tenantId, contact.Phone, contact))];

    /// <summary>The contact with this id; null when there is none.</summary>
    public async Task<DataSubject?> OfContactAsync(string tenantId, string contactId) =>
        await contacts.FindAsync(tenantId, contactId) is { } contact ? new DataSubject(tenantId, contact.Phone, contact) : null;

    /// <summary>Everybody who is meant by a number in E.164 or else by a mail address.</summary>
    public async Task<ImmutableArray<DataSubject>> FindAsync(string tenantId, string phoneOrEmail) => PhoneNumber.IsE164(phoneOrEmail)
        ? [await OfPhoneAsync(tenantId, phoneOrEmail)]
        : await OfEmailAsync(tenantId, phoneOrEmail);
}
