using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Contacts;
using Switchboard.Files;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>Reads an uploaded CSV file of contacts and has it written a batch at a time, so that it takes the same memory however long it is.</summary>
internal sealed class ContactImport(string tenantId, string country, ContactRegister register)
{
    /// <summary>Rows of one file at most.</summary>
    public const long RowsMax = 1_000_000;

    /// <summary>Failed rows that are told; all are counted.</summary>
    public const int FailedMax = 1000;

    private const int Batch = 1000;
    private const int WrittenMax = 100;

    private static readonly KnownColumn Email = new("email", "e_mail", "email_address", "mail", "mail_address", "ईमेल", "البريد الإلكتروني", "邮箱", "correo");
    private static readonly KnownColumn Tags = new("tags", "tag", "labels", "label", "segments", "segment");
    private static readonly KnownColumn Language = new("preferred_language", "language", "language_pref", "lang", "locale", "भाषा", "اللغة", "语言", "idioma");

    private static readonly ImmutableArray<KnownColumn> Columns = [.. AudienceColumns.All, Email, Tags, Language];

    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(long Line, string Phone, ContactUpsert Upsert)> _batch = new(Batch);
    private readonly List<FailedImportRow> _failed = [];
    private long _created;
    private long _updated;
    private long _failedCount;

    /// <summary>Imports the file. It is read to its end before anything is written, so a malformed one changes nothing.</summary>
    /// <exception cref="TableFileException">It is no such table.</exception>
    public async Task<ImportResponse> RunAsync(Stream file, CancellationToken cancellationToken)
    {
        long rows;
        using (var look = CsvTable.Open(file, Columns))
            rows = look.CheckToEnd(RowsMax);
        using var table = CsvTable.Open(file, Columns);
        while (table.Read())
        {
            Take(table);
            if (_batch.Count == Batch)
                await WriteAsync(cancellationToken);
        }

        await WriteAsync(cancellationToken);
        _failed.Sort((one, other) => one.Row.CompareTo(other.Row));
        return new ImportResponse(rows, _created, _updated, _failedCount, _failed, table.IgnoredColumns, table.ShortenedValues);
    }

    private void Take(TableReader table)
    {
        var written = table.Text(AudienceColumns.Phone);
        if (!PhoneNumberParser.TryParse(written, country, out var phone, out var fault))
            Fail(table.Line, written, $"{ContactFields.PhoneField} {ContactFields.PhoneRule}. {fault.Sentence}");
        else if (FaultOf(table) is { } detail)
            Fail(table.Line, written, detail);
        else
            _batch.Add((table.Line, written, new ContactUpsert(phone, ChangesOf(table))));
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var outcomes = await register.UpsertManyAsync(tenantId, [.. _batch.Select(row => row.Upsert)], cancellationToken);
        foreach (var (row, outcome) in _batch.Zip(outcomes))
        {
            if (outcome.Fault is { } fault)
                Fail(row.Line, row.Phone, fault.ToString());
            else if (outcome.IsNew)
                _created++;
            else
                _updated++;
        }

        _batch.Clear();
    }

    private void Fail(long line, string phone, string detail)
    {
        if (++_failedCount <= FailedMax)
            _failed.Add(new FailedImportRow(line, phone.Length is 0 or > WrittenMax ? null : phone, detail));
    }

    private static string? FaultOf(TableReader table)
    {
        if (AudienceColumns.NameIn(table) is { Length: > ContactRules.NameMax })
            return $"name must not have more than {ContactRules.NameMax} characters";
        if (table.Text(Email) is { Length: > 0 } email && !FieldRules.IsEmail(email))
            return "email must be a mail address";
        if (table.Text(Language) is { Length: > 0 } language && !LanguageTag.IsWellFormed(language))
            return "preferred_language must be a BCP 47 language tag — e.g. hi-IN";
        return TagsOf(table).Any(tag => tag.Length > ContactRules.TagMax) ? $"tags must not have more than {ContactRules.TagMax} characters each" : null;
    }

    private static ContactChanges ChangesOf(TableReader table) => ContactFields.Merging(
        AudienceColumns.NameIn(table), NullIfEmpty(table.Text(Email)), TagsOf(table), NullIfEmpty(table.Text(Language)), MetadataOf(table));

    private static ImmutableArray<string> TagsOf(TableReader table) =>
        [.. table.Text(Tags).Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static string? MetadataOf(TableReader table)
    {
        if (table.Others.Count == 0)
            return null;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, AsWritten))
        {
            json.WriteStartObject();
            foreach (var (header, value) in table.Others)
                json.WriteString(header, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
