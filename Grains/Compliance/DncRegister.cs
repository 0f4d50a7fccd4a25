using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>The do-not-call lists of the tenants: plain rows, one for each number of a tenant.</summary>
public sealed class DncRegister(IStore store, TimeProvider time)
{
    /// <summary>The table.</summary>
    public static readonly TableSchema Table = new(
        "dnc",
        [
            Column.Text("tenant_id"), Column.Text("phone_e164"), Column.Text("id"), Column.Text("reason").OrNull(),
            Column.Text("source"), Column.Timestamp("added_at"),
        ],
        key: ["tenant_id", "phone_e164"],
        indexes: [TableIndex.On("tenant_id", "added_at DESC", "id DESC")]);

    private const string Columns = "SELECT id, phone_e164, reason, source, added_at FROM dnc";

    /// <summary>
    /// Puts a number on the list as a part of somebody else's write, so that it is there exactly when that write is. A number
    /// that is there already keeps its entry.
    /// </summary>
    public static void Add(WriteSet set, string tenantId, string phone, string? reason, DateTimeOffset at) =>
        set.InsertOrIgnore(Table, NewRow(tenantId, phone, reason, DncSources.Call, at));

    /// <summary>Puts a number on the list; one that is there already gets the new reason and the time.</summary>
    public async Task<DncEntry> AddAsync(string tenantId, string phone, string? reason)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var refresh = new WriteSet().Update(Table, new Row
            {
                ["tenant_id"] = tenantId,
                ["phone_e164"] = phone,
                ["reason"] = reason,
                ["source"] = DncSources.Manual,
                ["added_at"] = now,
            }, required: true);
            var insert = new WriteSet().Insert(Table, NewRow(tenantId, phone, reason, DncSources.Manual, now));
            // Whichever fits: another node may add or remove the number between the two.
            if (await store.CommitAsync(refresh) is CommitVerdict.Committed || await store.CommitAsync(insert) is CommitVerdict.Committed)
                return (await FindAsync(tenantId, phone))!;
        }
    }

    /// <summary>Takes a number off the list; false when it was not on it.</summary>
    public async Task<bool> RemoveAsync(string tenantId, string phone)
    {
        var set = new WriteSet().Delete(Table, Key(tenantId, phone), required: true);
        return await store.CommitAsync(set) is CommitVerdict.Committed;
    }

    /// <summary>The number's entry; null when it is not on the list.</summary>
    public ValueTask<DncEntry?> FindAsync(string tenantId, string phone) =>
        store.ReadAsync(Table, Key(tenantId, phone), Map);

    /// <summary>A page of the list, the latest first.</summary>
    public ValueTask<IReadOnlyList<DncEntry>> PageAsync(string tenantId, int limit, int offset) =>
        store.QueryAsync(
            new SqlQuery($"{Columns} WHERE tenant_id = @tenant ORDER BY added_at DESC, id DESC LIMIT @limit OFFSET @offset")
            {
                ["tenant"] = tenantId,
                ["limit"] = limit,
                ["offset"] = offset,
            },
            Map);

    private static Row Key(string tenantId, string phone) => new() { ["tenant_id"] = tenantId, ["phone_e164"] = phone };

    private static Row NewRow(string tenantId, string phone, string? reason, string source, DateTimeOffset at) => new()
    {
        ["tenant_id"] = tenantId,
        ["phone_e164"] = phone,
        ["id"] = Guid.CreateVersion7(at),
        ["reason"] = reason,
        ["source"] = source,
        ["added_at"] = at,
    };

    private static DncEntry Map(RowReader row) =>
        new(row.Text("id"), row.Text("phone_e164"), row.TextOrNull("reason"), row.Text("source"), row.Timestamp("added_at"));
}
