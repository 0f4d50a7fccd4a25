using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Switchboard.Storage;

namespace Switchboard.Contacts;

/// <summary>The table of contacts.</summary>
public static class ContactTables
{
    /// <summary>
    /// One row a contact. Newest first is by <c>ordinal</c>, its place among its tenant's contacts; <c>email_key</c> is the address in lower case.
    /// </summary>
    public static readonly TableSchema Contacts = new(
        "contacts",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Int64("ordinal"), Column.Text("phone_e164"), Column.Text("name").OrNull(),
            Column.Text("email").OrNull(), Column.Text("email_key").OrNull(), Column.Text("language_pref").OrNull(), Column.Json("metadata").OrNull(),
            Column.Text("consent_capture").OrNull(), Column.Json("tags"), Column.Timestamp("created_at"), Column.Timestamp("updated_at"),
        ],
        key: ["id"],
        ordinal: new OrdinalColumn("ordinal", "tenant_id"),
        indexes:
        [
            TableIndex.Unique("tenant_id", "phone_e164"),
            TableIndex.Unique("tenant_id", "ordinal"),
            TableIndex.On("tenant_id", "consent_capture", "ordinal"),
            TableIndex.On("tenant_id", "email_key").WhereNotNull("email_key"),
        ]);

    /// <summary>How many contacts there are of each consent, for totals and deep pages.</summary>
    public static readonly BlockCounts Counts = new(Contacts, "consent_capture", losesRows: true);

    /// <summary>The name in <see cref="Counts"/> of contacts for whom no consent is recorded.</summary>
    private const string NoConsent = "none";

    /// <summary>What a contact is counted by in <see cref="Counts"/>.</summary>
    internal static string CountedAs(ConsentCapture? consent) => consent?.ToName() ?? NoConsent;

    /// <summary>The form in which an address is looked for.</summary>
    [return: NotNullIfNotNull(nameof(email))]
    internal static string? EmailKey(string? email) => email?.ToLowerInvariant();

    /// <summary>The row of a new contact.</summary>
    internal static Row Row(Contact contact) => new()
    {
        ["id"] = contact.Id,
        ["tenant_id"] = contact.TenantId,
        ["phone_e164"] = contact.Phone,
        ["name"] = contact.Name,
        ["email"] = contact.Email,
        ["email_key"] = EmailKey(contact.Email),
        ["language_pref"] = contact.LanguagePref,
        ["metadata"] = contact.Metadata,
        ["consent_capture"] = contact.Consent?.ToName(),
        ["tags"] = JsonSerializer.Serialize(contact.Tags),
        ["created_at"] = contact.CreatedAt,
        ["updated_at"] = contact.UpdatedAt,
    };

    /// <summary>Only what changes, so that two who change different fields at once do not undo each other.</summary>
    internal static Row Row(string id, ContactChanges changes, DateTimeOffset now)
    {
        var row = new Row { ["id"] = id, ["updated_at"] = now };
        if (changes.Name.IsGiven)
            row["name"] = changes.Name.Value;
        if (changes.Email.IsGiven)
        {
            row["email"] = changes.Email.Value;
            row["email_key"] = EmailKey(changes.Email.Value);
        }

        if (changes.LanguagePref.IsGiven)
            row["language_pref"] = changes.LanguagePref.Value;
        if (changes.Metadata.IsGiven)
            row["metadata"] = changes.Metadata.Value;
        if (changes.Consent.IsGiven)
            row["consent_capture"] = changes.Consent.Value?.ToName();
        if (changes.Tags.IsGiven)
            row["tags"] = JsonSerializer.Serialize(changes.Tags.Value);
        return row;
    }

    internal static Contact Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("phone_e164"),
        row.TextOrNull("name"),
        row.TextOrNull("email"),
        row.TextOrNull("language_pref"),
        row.TextOrNull("metadata"),
        ConsentCaptureNames.Parse(row.TextOrNull("consent_capture")),
        JsonSerializer.Deserialize<ImmutableArray<string>>(row.Text("tags")),
        row.Timestamp("created_at"),
        row.Timestamp("updated_at"));
}
