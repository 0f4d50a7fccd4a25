namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The examples of contacts, customers and imports.</summary>
internal static class ContactExamples
{
    private const string ContactId = "019aa9b0-12de-7a01-8c77-3b9d4e6f1a20";
    private static readonly DateTimeOffset Created = new(2026, 5, 31, 14, 22, 11, TimeSpan.Zero);

    public static readonly CreateContactBody Create = new(
        "Riya Sharma", "+12025550112", "riya@example.com", ["leads", "june"], "hi-IN", new RawJson("""{"crm_id":"L-7890"}"""), Overwrite: true);

    public static readonly ChangeContactBody Change = new(
        Name: null, Phone: null, "riya.sharma@example.com", Tags: null, PreferredLanguage: null, new RawJson("""{"plan":"pro"}"""));

    public static readonly ContactBody Contact = new(
        ContactId, Create.Name, Create.Phone, Create.Email, ["leads", "june"], Create.PreferredLanguage, Create.Metadata!, Created, Created);

    public static readonly ContactBody Changed = Contact with
    {
        Email = Change.Email,
        Metadata = new RawJson("""{"crm_id":"L-7890","plan":"pro"}"""),
        UpdatedAt = Created.AddMinutes(5),
    };

    public static readonly ContactListResponse Contacts = new([Contact], Total: 1);
    public static readonly CustomerListResponse Customers = new([Contact], Total: 1);
    public static readonly DeletedContactResponse Deleted = new(ContactId, Deleted: true);

    public static readonly BulkContactsBody Bulk = new(
    [
        new BulkContact("Riya Sharma", "+12025550112", "riya@example.com", ["leads"], "hi-IN", new RawJson("""{"crm_id":"L-7890"}""")),
        new BulkContact("Ben Fischer", "+12025550100", "ben@example.com", ["leads"], "en-US", new RawJson("""{"crm_id":"L-7891"}""")),
        new BulkContact("Amara Diallo", "202-555-0199", "amara@example.com", ["leads"], "en-US", new RawJson("""{"crm_id":"L-7892"}""")),
    ]);

    public static readonly BulkContactsResponse BulkDone = new(
        Created: 1, Updated: 1, [new FailedBulkRow(2, "202-555-0199", $"{ContactFields.PhoneField} {ContactFields.PhoneRule}")]);

    public static readonly ImportResponse Imported = new(
        Rows: 1204, Created: 1180, Updated: 22, FailedCount: 2,
        [
            new FailedImportRow(17, "9.19E+11", "phone must be in E.164 format. A spreadsheet has rounded the number; format its column as text and export it again."),
            new FailedImportRow(212, "+12025550106", "email must be a mail address"),
        ],
        IgnoredColumns: 0, ShortenedValues: 0);
}
