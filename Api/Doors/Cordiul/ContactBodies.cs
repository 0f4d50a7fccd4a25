using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>What <c>POST /contacts</c> takes. A field that is left out keeps its value; null clears it.</summary>
/// <param name="PhoneNumber">The number, by which the contact is found or created, E.164.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Email">The mail address.</param>
public sealed record UpsertContactBody(string PhoneNumber, string? Name, string? Email) : IRequestBody<UpsertContactBody>
{
    private const int NameLengthMax = 200;

    /// <summary>The engine's command: only what the body gives.</summary>
    [JsonIgnore]
    public ContactChanges Changes { get; private init; } = new();

    /// <inheritdoc/>
    public static UpsertContactBody Read(RequestReader fields)
    {
        var body = new UpsertContactBody(fields.Phone("phone_number"), fields.OptionalText("name", NameLengthMax), fields.OptionalEmail("email"));
        return body with
        {
            Changes = new ContactChanges
            {
                Name = fields.Has("name") ? body.Name : default(Given<string>),
                Email = fields.Has("email") ? body.Email : default(Given<string>),
            },
        };
    }
}

/// <summary>A contact.</summary>
/// <param name="Id">Its id, <c>contact_</c> and 32 hex digits.</param>
/// <param name="PhoneNumber">The number.</param>
/// <param name="Name">The person's name, if known.</param>
/// <param name="Email">The mail address, if known.</param>
/// <param name="CreatedAt">When the contact was first given.</param>
/// <param name="UpdatedAt">When it was last given.</param>
public sealed record ContactBody(string Id, string PhoneNumber, string? Name, string? Email, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What the door shows of a contact.</summary>
    public static ContactBody Of(Contact contact) => new(
        FieldRules.PrintId(CordiulNames.ContactPrefix, contact.Id), contact.Phone, contact.Name, contact.Email, contact.CreatedAt, contact.UpdatedAt);
}

/// <summary>A page of contacts.</summary>
/// <param name="Contacts">The newest first; empty when there are none.</param>
/// <param name="Total">How many match in all, on whatever page.</param>
public sealed record ContactsBody(IReadOnlyList<ContactBody> Contacts, long Total);
