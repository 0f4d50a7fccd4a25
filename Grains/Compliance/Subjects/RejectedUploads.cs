using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Finds a person among the rows of uploads that were not accepted. Most of those were not accepted because the number is written in a way that cannot be
/// read, so each of the tenant's rows is looked at, a page at a time.
/// </summary>
public sealed class RejectedUploads(IStore store)
{
    private const int PageRows = 1000;

    /// <summary>The rows that name the number, in the order of the uploads, those of a page together; pages without any are left out.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RejectedUpload>> FindAsync(DataSubject subject)
    {
        var number = new WrittenNumber(subject.Phone);
        var page = new SqlQuery("""
            SELECT upload_id, line, phone, reason FROM audience_rejected_rows
            WHERE tenant_id = @tenant AND (upload_id, line) > (@upload, @line) ORDER BY upload_id, line LIMIT @limit
            """)
        {
            ["tenant"] = subject.TenantId,
            ["upload"] = "",
            ["line"] = -1L,
            ["limit"] = PageRows,
        };
        while (await store.QueryAsync(page, Read) is [.., var last] rows)
        {
            if (rows.Where(row => number.IsIn(row.Phone)).Select(row => row.Row).ToList() is { Count: > 0 } found)
                yield return found;
            if (rows.Count < PageRows)
                yield break;
            page["upload"] = last.Row.UploadId;
            page["line"] = last.Row.Line;
        }
    }

    private static (RejectedUpload Row, string Phone) Read(RowReader row) =>
        (new RejectedUpload(row.Text("upload_id"), row.Int64("line"), row.Text("reason")), row.Text("phone"));
}
