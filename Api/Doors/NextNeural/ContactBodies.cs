using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>A contact to create.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Phone">The number, E.164; one contact has it.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Tags">Your own words, by which campaigns choose whom they call.</param>
/// <param name="PreferredLanguage">BCP 47 tag of the language the person wants to be spoken to in.</param>
/// <param name="Metadata">Your own object of at most 16 KiB.</param>
/// <param name="Overwrite">Whether a contact that has the number already gets these values: what is left out keeps its value. Otherwise that is a conflict.</param>
public sealed record CreateContactBody(
    string Name, string Phone, string? Email, ImmutableArray<string>? Tags, string? PreferredLanguage, RawJson? Metadata, bool? Overwrite)
    : IRequestBody<CreateContactBody>
{
    /// <summary>The engine's command.</summary>
    [JsonIgnore]
    public ContactChanges Changes { get; private init; } = new();

    /// <inheritdoc/>
    public static CreateContactBody Read(RequestReader fields)
    {
        var body = new CreateContactBody(
            fields.Text("name", ContactRules.NameMax), fields.Phone(ContactFields.PhoneField, ContactFields.PhoneRule), ContactFields.Email(fields),
            ContactFields.Tags(fields), ContactFields.Language(fields), ContactFields.Metadata(fields), fields.OptionalFlag("overwrite"));
        return body with { Changes = ContactFields.Replacing(fields, body.Name, body.Email, body.Tags, body.PreferredLanguage, body.Metadata) };
    }
}

/// <summary>What changes of a contact. A field that is left out keeps its value; null clears it.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Phone">The number identifies the contact; only the one that it has may be given.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Tags">Your own words; they replace those that are there.</param>
/// <param name="PreferredLanguage">BCP 47 tag.</param>
/// <param name="Metadata">Merged into the object that is there (RFC 7396): a null within it removes its key.</param>
public sealed record ChangeContactBody(
    string? Name, string? Phone, string? Email, ImmutableArray<string>? Tags, string? PreferredLanguage, RawJson? Metadata)
    : IRequestBody<ChangeContactBody>
{
    /// <summary>The engine's command.</summary>
    [JsonIgnore]
    public ContactChanges Changes { get; private init; } = new();

    /// <inheritdoc/>
    public static ChangeContactBody Read(RequestReader fields)
    {
        var body = new ChangeContactBody(
            ContactFields.Name(fields), fields.OptionalPhone(ContactFields.PhoneField, ContactFields.PhoneRule), ContactFields.Email(fields),
            ContactFields.Tags(fields), ContactFields.Language(fields), ContactFields.Metadata(fields));
        var changes = ContactFields.Replacing(fields, body.Name, body.Email, body.Tags, body.PreferredLanguage, body.Metadata);
        return body with { Changes = changes with { MergedMetadata = body.Metadata?.Text } };
    }
}

/// <summary>A contact.</summary>
/// <param name="Uuid">The contact's id.</param>
/// <param name="Name">The person's name; null when it is not known.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Email">The mail address; null when it is not known.</param>
/// <param name="Tags">Your own words.</param>
/// <param name="PreferredLanguage">BCP 47 tag; null when it is not known.</param>
/// <param name="Metadata">Your own object; empty when there is none.</param>
/// <param name="CreatedAt">When the contact was first given.</param>
/// <param name="UpdatedAt">When it was last given.</param>
public sealed record ContactBody(
    string Uuid,
    string? Name,
    string Phone,
    string? Email,
    ImmutableArray<string> Tags,
    string? PreferredLanguage,
    RawJson Metadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>What the door shows of a contact.</summary>
    public static ContactBody Of(Contact contact) => new(
        contact.Id, contact.Name, contact.Phone, contact.Email, contact.Tags, contact.LanguagePref, RawJson.Of(contact.Metadata) ?? new RawJson("{}"),
        contact.CreatedAt, contact.UpdatedAt);
}

/// <summary>A page of contacts, newest first.</summary>
/// <param name="Contacts">The page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record ContactListResponse(IEnumerable<ContactBody> Contacts, long Total);

/// <summary>A page of customers, newest first.</summary>
/// <param name="Customers">The page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record CustomerListResponse(IEnumerable<ContactBody> Customers, long Total);

/// <summary>A contact is gone.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Deleted">True.</param>
public sealed record DeletedContactResponse(string Uuid, bool Deleted);
