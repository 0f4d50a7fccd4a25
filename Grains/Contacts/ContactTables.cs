using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Switchboard.Storage;

namespace Switchboard.Contacts;

/// <summary>The table of contacts.</summary>
public static class ContactTables
{
    /// <summary>
    /// One row a contact, whose version is the fence of its tags and of what is merged into it. Newest first is by <c>ordinal</c>, its place among its tenant's
    /// contacts; <c>email_key</c> is the address in lower case, and <c>search_key</c> everything that a search looks at, in an index that answers it by itself.
    /// </summary>
    public static readonly TableSchema Contacts = new(
        "contacts",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Int64("ordinal"), Column.Text("phone_e164"), Column.Text("name").OrNull(),
            Column.Text("email").OrNull(), Column.Text("email_key").OrNull(), Column.Text("search_key"), Column.Text("language_pref").OrNull(),
            Column.Json("metadata").OrNull(), Column.Text("consent_capture").OrNull(), Column.Json("tags"), Column.Timestamp("created_at"),
            Column.Timestamp("updated_at"),
        ],
        key: ["id"],
        versioned: true,
        ordinal: new OrdinalColumn("ordinal", "tenant_id"),
        indexes:
        [
            TableIndex.Unique("tenant_id", "phone_e164"),
            TableIndex.Unique("tenant_id", "ordinal"),
            TableIndex.On("tenant_id", "consent_capture", "ordinal"),
            TableIndex.On("tenant_id", "email_key").WhereNotNull("email_key"),
            TableIndex.On("tenant_id", "id", "search_key"),
        ]);

    /// <summary>Which contacts have a tag: one row a tag of a contact, written with the contact.</summary>
    public static readonly TableSchema Tags = new(
        "contact_tags", [Column.Text("tenant_id"), Column.Text("tag"), Column.Text("contact_id")], key: ["tenant_id", "tag", "contact_id"]);

    /// <summary>How many contacts have a tag, so that of several the rarest is walked along.</summary>
    public static readonly TableSchema TagCounts = new(
        "contact_tag_counts", [Column.Text("tenant_id"), Column.Text("tag"), Column.Int64("rows")], key: ["tenant_id", "tag"]);

    /// <summary>How many contacts there are of each consent, for totals and deep pages.</summary>
    public static readonly BlockCounts Counts = new(Contacts, "consent_capture", losesRows: true);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableSchema> All = [Contacts, Counts.Table, Tags, TagCounts];

    // Long enough for the longest number, address and name, and short enough for any database's index.
    private const int SearchKeyMax = 600;

    /// <summary>The name in <see cref="Counts"/> of contacts for whom no consent is recorded.</summary>
    private const string NoConsent = "none";

    /// <summary>What a contact is counted by in <see cref="Counts"/>.</summary>
    internal static string CountedAs(ConsentCapture? consent) => consent?.ToName() ?? NoConsent;

    /// <summary>The form in which an address is looked for.</summary>
    [return: NotNullIfNotNull(nameof(email))]
    internal static string? EmailKey(string? email) => email?.ToLowerInvariant();

    /// <summary>The form in which a text is looked for in <c>search_key</c>: in lower case, and the digits alone of what looks like a part of a number.</summary>
    internal static string SearchText(string text)
    {
        string wanted = text.Trim().ToLowerInvariant();
        return wanted.Any(char.IsAsciiDigit) && wanted.All(c => char.IsAsciiDigit(c) || "+-(). ".Contains(c, StringComparison.Ordinal))
            ? string.Concat(wanted.Where(c => char.IsAsciiDigit(c) || c == '+'))
            : wanted;
    }

    /// <summary>The row of a contact, but for its ordinal.</summary>
    internal static Row Row(Contact contact) => new()
    {
        ["id"] = contact.Id,
        ["tenant_id"] = contact.TenantId,
        ["phone_e164"] = contact.Phone,
        ["name"] = contact.Name,
        ["email"] = contact.Email,
        ["email_key"] = EmailKey(contact.Email),
        ["search_key"] = SearchKey(contact),
        ["language_pref"] = contact.LanguagePref,
        ["metadata"] = contact.Metadata,
        ["consent_capture"] = contact.Consent?.ToName(),
        ["tags"] = JsonSerializer.Serialize(contact.Tags),
        ["created_at"] = contact.CreatedAt,
        ["updated_at"] = contact.UpdatedAt,
    };

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

    private static string SearchKey(Contact contact)
    {
        string key = $"{contact.Phone}\n{contact.Email}\n{contact.Name}".ToLowerInvariant();
        if (key.Length <= SearchKeyMax)
            return key;
        return char.IsHighSurrogate(key[SearchKeyMax - 1]) ? key[..(SearchKeyMax - 1)] : key[..SearchKeyMax];
    }
}
