using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Files;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Reads uploaded do-not-call lists: CSV with the columns that people give such lists, or JSON.</summary>
internal static class DncImport
{
    /// <summary>Rows of one list at most.</summary>
    public const long RowsMax = 1_000_000;

    private const string RowsField = "rows";

    private static readonly KnownColumn Reason = new("reason", "note", "notes", "comment", "why", "remark", "remarks", "कारण");

    private static readonly ImmutableArray<KnownColumn> Columns = [AudienceColumns.Phone, Reason];

    /// <summary>Imports the list. It is read to its end before anything is written, so a malformed one changes nothing.</summary>
    /// <exception cref="RefusedException">It is no such list.</exception>
    public static async Task<DncImportResult> RunAsync(Upload upload, string tenantId, string country, DncRegister dnc, CancellationToken cancellationToken)
    {
        if (!upload.IsJson)
            return await RunAsync(() => CsvTable.Open(upload.Content, Columns), Upload.FileField, tenantId, country, dnc, cancellationToken);
        using var document = await upload.ParseAsync(cancellationToken);
        if (!document.RootElement.TryGetProperty(RowsField, out var rows) || rows.ValueKind != JsonValueKind.Array)
            throw new RefusedException(Refusal.InvalidField(RowsField, "must be a list"));
        return await RunAsync(() => new JsonTable(rows, Columns), RowsField, tenantId, country, dnc, cancellationToken);
    }

    private static async Task<DncImportResult> RunAsync(
        Func<TableReader> open, string field, string tenantId, string country, DncRegister dnc, CancellationToken cancellationToken)
    {
        try
        {
            using (var table = open())
                table.CheckToEnd(RowsMax);
            using var again = open();
            return await dnc.ImportAsync(tenantId, RowsOf(again, country, cancellationToken), cancellationToken);
        }
        catch (TableFileException malformed)
        {
            throw new RefusedException(Refusal.InvalidField(field, malformed.Message));
        }
    }

    private static async IAsyncEnumerable<DncImportRow> RowsOf(
        TableReader table, string country, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (table.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = table.Text(Reason);
            yield return new DncImportRow(PhoneInput.Read(table.Text(AudienceColumns.Phone), country), reason.Length == 0 ? null : reason);
        }

        await Task.CompletedTask;
    }
}
