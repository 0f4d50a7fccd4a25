using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>The document's examples of contacts.</summary>
internal static class ContactExamples
{
    public const string ContactId = "018cef69-51b0-7d12-8e4f-5a6b7c8d9e0f";

    private static readonly DateTimeOffset Created = new(2024, 1, 9, 19, 0, 0, TimeSpan.Zero);

    public static readonly string Id = FieldRules.PrintId(CordiulNames.ContactPrefix, ContactId);

    public static readonly UpsertContactBody Upsert = new("+12025550112", "Riya Sharma", "riya@example.com");

    private static readonly ContactBody Known = new(Id, Upsert.PhoneNumber, Upsert.Name, Upsert.Email, Created, Created);

    public static readonly Envelope<ContactBody> Contact = Envelope.Of(Known);

    public static readonly Envelope<ContactsBody> Contacts = Envelope.Of(new ContactsBody([Known], Total: 1));
}
