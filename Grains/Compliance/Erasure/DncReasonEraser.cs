using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Erases a number from the reasons of other numbers' entries on a do-not-call list, and of what was taken off it. The tenant's reasons are read a page at a
/// time, because a number can be written in many ways.
/// </summary>
internal sealed class DncReasonEraser(IStore store)
{
    private const int PageRows = 1000;

    /// <summary>Puts the pseudonym in place of the number wherever a reason has it. A reason that changes meanwhile is left to the next pass.</summary>
    public async Task EraseAsync(string tenantId, string phone, string pseudonym, ErasureReport report)
    {
        var number = new WrittenNumber(phone);
        await EraseAsync(DncTables.Entries, "phone_e164", listed => DncTables.Key(tenantId, listed));
        await EraseAsync(DncTables.Removals, "id", id => new Row { ["id"] = id });

        async Task EraseAsync(TableSchema table, string column, Func<string, Row> key)
        {
            var page = new SqlQuery($"""
                SELECT {column} AS place, reason FROM {table.Name}
                WHERE tenant_id = @tenant AND {column} > @after AND reason IS NOT NULL ORDER BY {column} LIMIT @limit
                """)
            {
                ["tenant"] = tenantId,
                ["after"] = "",
                ["limit"] = PageRows,
            };
            while (await store.QueryAsync(page, row => (Place: row.Text("place"), Reason: row.Text("reason"))) is [.., var last] rows)
            {
                var set = new WriteSet();
                foreach (var (place, reason) in rows)
                {
                    if (number.Replace(reason, pseudonym) is var kept && kept != reason)
                        set.Update(table, With(key(place), kept), when: new Row { ["reason"] = reason });
                }

                if (set.RowCount > 0 && await store.CommitAsync(set) is CommitVerdict.Committed)
                    report.Pseudonymise(table.Name, set.RowCount);
                if (rows.Count < PageRows)
                    return;
                page["after"] = last.Place;
            }
        }
    }

    private static Row With(Row key, string reason)
    {
        key["reason"] = reason;
        return key;
    }
}
