using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>Contacts to create, or to change where there is one with the number.</summary>
/// <param name="Contacts">The rows; each is taken or fails by itself.</param>
public sealed record BulkContactsBody(IReadOnlyList<BulkContact> Contacts) : IRequestBody<BulkContactsBody>
{
    /// <summary>Rows of one request.</summary>
    public const int RowsMax = 1000;

    // Long enough to know the row again by it.
    private const int WrittenMax = 100;

    /// <summary>What was read of the rows, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<BulkRow> Rows { get; private init; } = [];

    /// <inheritdoc/>
    public static BulkContactsBody Read(RequestReader fields) =>
        new([]) { Rows = [.. fields.Rows("contacts", RowsMax).Select(ReadRow)] };

    private static BulkRow ReadRow(RequestReader fields, int index)
    {
        var phone = fields.Phone(ContactFields.PhoneField, ContactFields.PhoneRule);
        var changes = ContactFields.Merging(
            ContactFields.Name(fields), ContactFields.Email(fields), ContactFields.Tags(fields), ContactFields.Language(fields),
            ContactFields.Metadata(fields)?.Text);
        var written = fields.AsWritten(ContactFields.PhoneField);
        return new BulkRow(index, written?.Length > WrittenMax ? null : written, new ContactUpsert(phone, changes), fields.Errors.First?.ToString());
    }
}

/// <summary>A row of a bulk.</summary>
/// <param name="Name">The person's name; left out, a contact that is there keeps its own.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Tags">Words that come to those that are there.</param>
/// <param name="PreferredLanguage">BCP 47 tag.</param>
/// <param name="Metadata">Merged into the object that is there (RFC 7396).</param>
public sealed record BulkContact(
    string? Name, string Phone, string? Email, ImmutableArray<string>? Tags, string? PreferredLanguage, RawJson? Metadata);

/// <summary>A row as it was read.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Phone">The number as it was written; null when that is no text.</param>
/// <param name="Upsert">The engine's command; not to be used when there is a fault.</param>
/// <param name="Fault">What is wrong with it; null when nothing is.</param>
public sealed record BulkRow(int Index, string? Phone, ContactUpsert Upsert, string? Fault);

/// <summary>What became of the rows.</summary>
/// <param name="Created">Rows that made a contact.</param>
/// <param name="Updated">Rows that changed one.</param>
/// <param name="Failed">The rows that did neither.</param>
public sealed record BulkContactsResponse(int Created, int Updated, IReadOnlyList<FailedBulkRow> Failed);

/// <summary>A row that was not taken.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Phone">The number as it was written; null when there is none.</param>
/// <param name="Detail">Why.</param>
public sealed record FailedBulkRow(int Index, string? Phone, string Detail);
