using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>
/// What <c>POST /contacts</c> takes. A field that is left out keeps its value; null clears it.
/// </summary>
/// <param name="PhoneE164">The number, by which the contact is found or created.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Email">The mail address.</param>
/// <param name="LanguagePref">BCP 47 tag of the language the person wants to be spoken to in.</param>
/// <param name="Metadata">Your own object of at most 16 KiB; replaces the former one as a whole.</param>
/// <param name="ConsentCapture">How the person agreed to be called.</param>
public sealed record UpsertContactBody(
    string PhoneE164,
    string? Name,
    string? Email,
    string? LanguagePref,
    RawJson? Metadata,
    ConsentCapture? ConsentCapture) : IRequestBody<UpsertContactBody>
{
    private const int NameLengthMax = 200;

    /// <summary>The engine's command: only what the body gives.</summary>
    [JsonIgnore]
    public ContactChanges Changes { get; private init; } = new();

    /// <inheritdoc/>
    public static UpsertContactBody Read(RequestReader fields)
    {
        var body = new UpsertContactBody(
            fields.Phone("phone_e164"),
            fields.OptionalText("name", NameLengthMax),
            fields.OptionalEmail("email"),
            fields.OptionalLanguage("language_pref"),
            RawJson.Of(fields.OptionalObject("metadata", CualifyDoor.MetadataBytesMax)),
            ConsentCaptureNames.Parse(fields.OptionalOneOf("consent_capture", ConsentCaptureNames.All.AsSpan())));
        return body with
        {
            Changes = new ContactChanges
            {
                Name = Given("name", body.Name),
                Email = Given("email", body.Email),
                LanguagePref = Given("language_pref", body.LanguagePref),
                Metadata = Given("metadata", body.Metadata?.Text),
                Consent = Given("consent_capture", body.ConsentCapture),
            },
        };

        Given<T> Given<T>(string name, T? value) => fields.Has(name) ? value : default(Given<T>);
    }
}

/// <summary>A contact.</summary>
/// <param name="Id">The contact's id.</param>
/// <param name="PhoneE164">The number.</param>
/// <param name="Name">The person's name, if known.</param>
/// <param name="Email">The mail address, if known.</param>
/// <param name="LanguagePref">BCP 47 tag of the language the person wants to be spoken to in, if known.</param>
/// <param name="Metadata">Your own object, if any.</param>
/// <param name="ConsentCapture">How the person agreed to be called; null when nothing is recorded.</param>
/// <param name="CreatedAt">When the contact was first given.</param>
/// <param name="UpdatedAt">When it was last given.</param>
public sealed record ContactBody(
    string Id,
    string PhoneE164,
    string? Name,
    string? Email,
    string? LanguagePref,
    RawJson? Metadata,
    ConsentCapture? ConsentCapture,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>What the door shows of a contact.</summary>
    public static ContactBody Of(Contact contact) => new(
        contact.Id,
        contact.Phone,
        contact.Name,
        contact.Email,
        contact.LanguagePref,
        RawJson.Of(contact.Metadata),
        contact.Consent,
        contact.CreatedAt,
        contact.UpdatedAt);
}
