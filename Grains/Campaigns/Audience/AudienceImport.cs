using Switchboard.Contacts;
using Switchboard.Files;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>
/// One passage over an uploaded table, or over contacts, into an audience. Reads rows, asks for all numbers of a batch at once what is known of them, and writes it while the next
/// one is made ready. Several may write to one audience at the same time.
/// </summary>
/// <remarks>
/// Targets are numbered in the table's order, those of a large table by blocks, each in the order of its numbers: an index that takes its entries at random places
/// writes a page for each, in their order many on each, which makes a million rows four times as fast.
/// </remarks>
/// <param name="tenantId">Whose.</param>
/// <param name="campaignId">For which campaign.</param>
/// <param name="audienceId">The audience that the rows go to.</param>
/// <param name="previousId">The audience whose reached numbers stay reached; null for none.</param>
/// <param name="uploadId">This upload.</param>
/// <param name="rows">How many rows the table has; 0 for contacts, of whom no two have the same number.</param>
/// <param name="desk">What is asked and written to.</param>
internal sealed class AudienceImport(
    string tenantId, string campaignId, string audienceId, string? previousId, string uploadId, long rows, AudienceDesk desk)
{
    /// <summary>Rows of a block, and of the largest table whose order is kept. They are held in memory.</summary>
    internal const int BlockRowsMax = 100_000;

    /// <summary>Characters of a block.</summary>
    private const int BlockSizeMax = 16 * 1024 * 1024;

    /// <summary>As many as the store writes in one batch of its own.</summary>
    private const int BatchRowsMax = 1000;

    /// <summary>Characters of a batch, so that rows of many columns make small ones.</summary>
    private const int BatchSizeMax = 1024 * 1024;

    /// <summary>Batches that are being written while the next is made ready; more only queue up before the store.</summary>
    private const int WritesMax = 3;

    private const int RawPhoneMax = 64;

    private readonly SeenNumbers _seen = new(rows);
    private readonly Queue<RejectedRow> _rejected = new();
    private readonly List<AudienceRow> _block = [];
    private readonly SortedSet<string> _zones = new(StringComparer.Ordinal);
    private readonly Queue<Task> _writes = new();
    private long _contacts;

    /// <summary>The rows so far.</summary>
    public AudienceCounts Counts { get; } = new();

    /// <summary>The zones of the accepted numbers so far.</summary>
    public IReadOnlyCollection<string> Zones => _zones;

    /// <summary>Reads the table to its end. When it returns, everything is durable.</summary>
    /// <param name="table">The table.</param>
    /// <param name="country">ISO 3166 code of the country whose national formats numbers may have.</param>
    public Task RunAsync(TableReader table, string country) => RunAsync(() => ValueTask.FromResult(ReadBlock(table, country)));

    /// <summary>Reads the contacts to their end. When it returns, everything is durable.</summary>
    public Task RunAsync(ContactPages contacts) => RunAsync(() => ReadBlockAsync(contacts));

    private async Task RunAsync(Func<ValueTask<bool>> readBlock)
    {
        try
        {
            while (await readBlock())
            {
                for (var begin = 0; begin < _block.Count || _rejected.Count > 0;)
                {
                    var batch = _block.GetRange(begin, BatchLength(begin));
                    begin += batch.Count;
                    await StartWritingAsync(await AcceptAsync(batch), TakeRejected());
                }
            }
        }
        finally
        {
            await Task.WhenAll(_writes);
        }
    }

    private async Task StartWritingAsync(List<(AudienceRow Row, bool IsReached)> inserts, List<RejectedRow> rejected)
    {
        _writes.Enqueue(WriteAsync(inserts, rejected));
        if (_writes.Count > WritesMax)
            await _writes.Dequeue();
    }

    private bool ReadBlock(TableReader table, string country)
    {
        _block.Clear();
        var (rowsMax, size, isAny) = (rows > BlockRowsMax ? BlockRowsMax : BatchRowsMax, 0, false);
        while (_block.Count + _rejected.Count < rowsMax && size < BlockSizeMax && table.Read())
        {
            isAny = true;
            var written = table.Text(AudienceColumns.Phone);
            if (!PhoneNumberParser.TryParse(written, country, out var phone, out var fault))
            {
                Reject(table.Line, TableReader.Shorten(written, RawPhoneMax), fault.Code);
            }
            else if (!_seen.Add(phone))
            {
                Reject(table.Line, phone, RejectionReasons.Duplicate);
            }
            else
            {
                var row = AudienceRow.Of(table, phone, PhoneZones.Of(phone));
                _block.Add(row);
                size += row.Size;
            }
        }

        if (rows > BlockRowsMax)
            SortBlock();
        return isAny;
    }

    private async ValueTask<bool> ReadBlockAsync(ContactPages contacts)
    {
        _block.Clear();
        var size = 0;
        while (_block.Count < BlockRowsMax && size < BlockSizeMax && await contacts.NextAsync() is { Count: > 0 } page)
        {
            foreach (var contact in page)
            {
                var row = AudienceRow.Of(contact, ++_contacts, PhoneZones.Of(contact.Phone));
                _block.Add(row);
                size += row.Size;
            }
        }

        // As many as that are a large table.
        if (_block.Count >= BlockRowsMax)
            SortBlock();
        return _block.Count > 0;
    }

    private void SortBlock() => _block.Sort((one, other) => string.CompareOrdinal(one.Phone, other.Phone));

    private int BatchLength(int begin)
    {
        var (end, size) = (begin, 0);
        while (end < _block.Count && end - begin < BatchRowsMax && size < BatchSizeMax)
            size += _block[end++].Size;
        return end - begin;
    }

    /// <summary>Which of the candidates are accepted, and what is known of those in the audiences.</summary>
    private async Task<List<(AudienceRow Row, bool IsReached)>> AcceptAsync(List<AudienceRow> candidates)
    {
        var phones = candidates.ConvertAll(row => row.Phone);
        var suppressed = desk.SuppressedAsync(tenantId, campaignId, phones);
        var there = previousId is null ? desk.FindAsync(audienceId, phones) : desk.FindAsync(previousId, phones);
        var reasons = await suppressed;
        var known = await there;
        var inserts = new List<(AudienceRow, bool)>(candidates.Count);
        foreach (var row in candidates)
        {
            if (reasons.TryGetValue(row.Phone, out var reason))
            {
                Reject(row.Line, row.Phone, reason);
                continue;
            }

            Counts.Accepted++;
            if (row.Zone is not null)
                _zones.Add(row.Zone);
            if (previousId is not null)
                inserts.Add((row, known.GetValueOrDefault(row.Phone)));
            else if (!known.ContainsKey(row.Phone))
                inserts.Add((row, false));
        }

        return inserts;
    }

    private void Reject(long line, string phone, string reason)
    {
        if (Counts.Rejected < AudienceImporter.RejectedRowsMax)
            _rejected.Enqueue(new RejectedRow(line, phone, reason));
        Counts.Reject(reason);
    }

    private List<RejectedRow> TakeRejected()
    {
        var taken = new List<RejectedRow>();
        while (taken.Count < BatchRowsMax && _rejected.TryDequeue(out var row))
            taken.Add(row);
        return taken;
    }

    private async Task WriteAsync(List<(AudienceRow Row, bool IsReached)> inserts, List<RejectedRow> rejected)
    {
        while (true)
        {
            var set = new WriteSet();
            foreach (var (row, isReached) in inserts)
                set.Insert(TargetTables.Targets, row.ToTarget(tenantId, campaignId, audienceId, uploadId, isReached));
            foreach (var row in rejected)
                set.Insert(TargetTables.RejectedRows, ToRow(row));
            switch (await desk.CommitAsync(set))
            {
                case CommitVerdict.Committed:
                    return;
                case CommitVerdict.Duplicate { Table: "targets" }:
                    // Another upload to the same audience was first with some of them: those are there, and that is all that was wanted.
                    var there = await desk.FindAsync(audienceId, inserts.ConvertAll(insert => insert.Row.Phone));
                    if (inserts.RemoveAll(insert => there.ContainsKey(insert.Row.Phone)) == 0)
                        throw new InvalidOperationException($"Targets of {audienceId} are duplicates, and none of them is there.");
                    break;
                case var verdict:
                    throw new InvalidOperationException($"Rows of upload {uploadId} could not be written: {verdict}");
            }
        }
    }

    private Row ToRow(RejectedRow row) => new()
    {
        ["upload_id"] = uploadId,
        ["line"] = row.Line,
        ["tenant_id"] = tenantId,
        ["phone"] = row.Phone,
        ["reason"] = row.Reason,
    };
}
