using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// The do-not-call lists of the tenants: plain rows, one for each number of a tenant. Everybody who asks reads the store, so a number counts from the
/// moment its entry is committed, on every node. An erased person's number is matched by its pseudonym.
/// </summary>
public sealed class DncRegister(IStore store, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int ReasonMax = 200;

    private const int ImportBatch = 500;
    private const string Columns = "SELECT id, phone_e164, reason, source, added_at FROM dnc";

    /// <summary>
    /// Puts a number on the list as a part of somebody else's write, so that it is there exactly when that write is. A number
    /// that is there already keeps its entry.
    /// </summary>
    public static void Add(WriteSet set, string tenantId, string phone, string? reason, DateTimeOffset at) =>
        set.InsertOrIgnore(DncTables.Entries, DncTables.ToRow(tenantId, NewEntry(phone, reason, DncSources.Call, at)));

    /// <summary>Puts a number on the list; one that is there already gets the new reason and the time.</summary>
    public async Task<DncEntry> AddAsync(string tenantId, string phone, string? reason)
    {
        while (true)
        {
            var now = StoreTime.AsStored(time.GetUtcNow());
            var known = await FindAsync(tenantId, phone);
            var entry = known?.Phone == phone
                ? known with { Reason = reason, Source = DncSources.Manual, AddedAt = now }
                : NewEntry(phone, reason, DncSources.Manual, now);
            var set = new WriteSet();
            if (known?.Phone == phone)
                set.Update(DncTables.Entries, DncTables.ToRow(tenantId, entry), when: new Row { ["id"] = known.Id }, required: true);
            else
                set.Insert(DncTables.Entries, DncTables.ToRow(tenantId, entry));
            // The number itself says everything that its pseudonym did.
            if (known is not null && known.Phone != phone)
                set.Delete(DncTables.Entries, DncTables.Key(tenantId, known.Phone), required: true);

            // Another node may add or remove the number between the look and the write.
            if (await store.CommitAsync(set) is CommitVerdict.Committed)
                return entry;
        }
    }

    /// <summary>
    /// Puts the numbers of a list on the list, in batches. Numbers that are on it already keep their entries. A reason that is too long is cut: it is the
    /// number that must not be called.
    /// </summary>
    /// <param name="tenantId">Whose list.</param>
    /// <param name="rows">The rows, of any number; they are read as they are written.</param>
    /// <param name="cancellationToken">Stops between two batches; what was written stays.</param>
    public async Task<DncImportResult> ImportAsync(string tenantId, IAsyncEnumerable<DncImportRow> rows, CancellationToken cancellationToken = default)
    {
        long added = 0, invalid = 0, valid = 0;
        var batch = new Dictionary<string, string?>(ImportBatch);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (!Contacts.PhoneNumber.IsE164(row.Phone))
            {
                invalid++;
                continue;
            }

            valid++;
            if (batch.TryAdd(row.Phone, Cut(row.Reason)) && batch.Count == ImportBatch)
            {
                added += await AddNewAsync(tenantId, batch);
                batch.Clear();
            }
        }

        added += await AddNewAsync(tenantId, batch);
        return new DncImportResult(added, SkippedExisting: valid - added, invalid);
    }

    /// <summary>Takes a number off the list; false when it was not on it.</summary>
    /// <param name="tenantId">Whose list.</param>
    /// <param name="phone">The number, E.164.</param>
    /// <param name="removedBy">Who does it: a user's or a key's id.</param>
    public async Task<bool> RemoveAsync(string tenantId, string phone, string removedBy)
    {
        while (await FindAsync(tenantId, phone) is { } entry)
        {
            var now = time.GetUtcNow();
            var set = new WriteSet()
                .Delete(DncTables.Entries, DncTables.Key(tenantId, entry.Phone), required: true)
                .Insert(DncTables.Removals, DncTables.ToRow(tenantId, new DncRemoval(Guid.CreateVersion7(now).ToString(), entry, now, removedBy)));
            if (await store.CommitAsync(set) is CommitVerdict.Committed)
                return true;
        }

        return false;
    }

    /// <summary>The number's entry; null when it is not on the list.</summary>
    public ValueTask<DncEntry?> FindAsync(string tenantId, string phone)
    {
        string[] forms = [phone, .. pseudonyms.EachOf(tenantId, phone)];
        var query = new SqlQuery($"{Columns} WHERE tenant_id = @tenant AND {store.Dialect.In("phone_e164", "forms")}")
        {
            ["tenant"] = tenantId,
            ["forms"] = forms,
        };
        return store.FirstOrDefaultAsync(query.ForKeys(DncTables.Entries, Array.ConvertAll(forms, form => new object?[] { tenantId, form })), DncTables.Read);
    }

    /// <summary>Those of the numbers that are on the list.</summary>
    /// <param name="tenantId">Whose list.</param>
    /// <param name="phones">The numbers, E.164; some hundreds at once.</param>
    public async Task<IReadOnlySet<string>> FindAsync(string tenantId, IReadOnlyCollection<string> phones)
    {
        if (phones.Count == 0)
            return new HashSet<string>();
        var byStored = new Dictionary<string, string>(phones.Count * 2, StringComparer.Ordinal);
        foreach (string phone in phones)
        {
            byStored[phone] = phone;
            foreach (string pseudonym in pseudonyms.EachOf(tenantId, phone)) byStored[pseudonym] = phone;
        }

        var query = new SqlQuery($"SELECT phone_e164 FROM dnc WHERE tenant_id = @tenant AND {store.Dialect.In("phone_e164", "phones")}")
        {
            ["tenant"] = tenantId,
            ["phones"] = byStored.Keys,
        };
        return (await store.QueryAsync(query, row => byStored[row.Text("phone_e164")])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A page of the list, the latest first.</summary>
    public ValueTask<IReadOnlyList<DncEntry>> PageAsync(string tenantId, int limit, long offset) =>
        store.QueryAsync(
            new SqlQuery($"{Columns} WHERE tenant_id = @tenant ORDER BY added_at DESC, id DESC LIMIT @limit OFFSET @offset")
            {
                ["tenant"] = tenantId,
                ["limit"] = limit,
                ["offset"] = offset,
            },
            DncTables.Read);

    /// <summary>How many numbers are on the list.</summary>
    public ValueTask<long> CountAsync(string tenantId) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT COUNT(*) AS n FROM dnc WHERE tenant_id = @tenant") { ["tenant"] = tenantId }, row => row.Int64("n"));

    /// <summary>What was taken off the list of a number, the latest first.</summary>
    public ValueTask<IReadOnlyList<DncRemoval>> RemovalsAsync(string tenantId, string phone, DateTimeOffset? before, int limit)
    {
        var query = new SqlQuery("SELECT * FROM dnc_removals WHERE tenant_id = @tenant AND phone_e164 = @phone")
        {
            ["tenant"] = tenantId,
            ["phone"] = phone,
            ["limit"] = limit,
        };
        // An entry that was taken off later may have been put on before.
        if (before is { } until)
            query.Append(" AND added_at < @before").With("before", until);
        return store.QueryAsync(query.Append(" ORDER BY removed_at DESC LIMIT @limit"), DncTables.ReadRemoval);
    }

    /// <summary>
    /// Keeps of a number on the list nothing but its pseudonym, by which it goes on being found, and nothing at all of what was taken off the list. Reasons of
    /// other numbers that name it have the pseudonym in its place.
    /// </summary>
    internal async Task EraseAsync(string tenantId, string phone, ErasureReport report)
    {
        while (await store.ReadAsync(DncTables.Entries, DncTables.Key(tenantId, phone), DncTables.Read) is { } entry)
        {
            var kept = entry with { Phone = pseudonyms.Of(tenantId, phone), Reason = null, Source = DncSources.Erasure };
            var set = new WriteSet()
                .Delete(DncTables.Entries, DncTables.Key(tenantId, phone), required: true)
                .Upsert(DncTables.Entries, DncTables.ToRow(tenantId, kept));
            if (await store.CommitAsync(set) is CommitVerdict.Committed)
                report.Pseudonymise(DncTables.Entries.Name, 1);
        }

        var rows = new RowEraser(store);
        var removals = new SqlQuery("SELECT id FROM dnc_removals WHERE tenant_id = @tenant AND phone_e164 = @phone") { ["tenant"] = tenantId, ["phone"] = phone };
        report.Erase(DncTables.Removals.Name, await rows.DeleteAsync(DncTables.Removals, removals, row => new Row { ["id"] = row.Text("id") }));
        await new DncReasonEraser(store).EraseAsync(tenantId, phone, pseudonyms.Of(tenantId, phone), report);
    }

    /// <summary>Puts those of a batch on the list that are not on it, and answers how many.</summary>
    private async Task<int> AddNewAsync(string tenantId, IReadOnlyDictionary<string, string?> batch)
    {
        while (true)
        {
            var listed = await FindAsync(tenantId, [.. batch.Keys]);
            var now = time.GetUtcNow();
            var set = new WriteSet();
            foreach (var (phone, reason) in batch)
            {
                if (!listed.Contains(phone))
                    set.Insert(DncTables.Entries, DncTables.ToRow(tenantId, NewEntry(phone, reason, DncSources.Import, now)));
            }

            // Not committed: somebody has added one of them meanwhile, which makes it an existing one.
            if (set.RowCount == 0 || await store.CommitAsync(set) is CommitVerdict.Committed)
                return set.RowCount;
        }
    }

    private static string? Cut(string? reason)
    {
        // Half of a surrogate pair is no character.
        for (int i = 0, characters = 0; i < reason?.Length; i++)
        {
            if (!char.IsLowSurrogate(reason[i]) && characters++ == ReasonMax)
                return reason[..i];
        }

        return reason;
    }

    private static DncEntry NewEntry(string phone, string? reason, string source, DateTimeOffset at) =>
        new(Guid.CreateVersion7(at).ToString(), phone, reason, source, at);
}
