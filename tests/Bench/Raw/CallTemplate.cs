namespace Switchboard.Bench.Raw;

/// <summary>
/// The rows that one call wrote from its acceptance to its settlement, each insert and update in its order, and the same for as many other calls as one likes.
/// </summary>
/// <param name="Writes">The writes.</param>
/// <param name="Values">The values of each, as the recorded call wrote them.</param>
/// <param name="Ids">The ids that are the call's own: its id, its events' and its ledger row's.</param>
/// <param name="TenantId">Whose call it was, the first of that tenant.</param>
public sealed record CallTemplate(
    IReadOnlyList<RowWrite> Writes, IReadOnlyList<IReadOnlyList<object?>> Values, IReadOnlyList<string> Ids, string TenantId)
{
    /// <summary>Columns that count a tenant's rows: each call has the next number.</summary>
    private static readonly string[] Numbered = ["ordinal", "number"];

    /// <summary>The same with the writes to some tables only.</summary>
    public CallTemplate Only(params string[] tables)
    {
        var kept = Writes.Index().Where(write => tables.Contains(write.Item.Table)).Select(write => write.Index).ToList();
        return this with { Writes = [.. kept.Select(i => Writes[i])], Values = [.. kept.Select(i => Values[i])] };
    }

    /// <summary>The same call when all is over: each of its rows inserted once, as it was in the end.</summary>
    public CallTemplate Ended()
    {
        var inserts = new List<RowWrite>();
        var rows = new List<object?[]>();
        foreach (var (write, values) in Writes.Zip(Values))
        {
            if (write.Key is null)
            {
                inserts.Add(write);
                rows.Add([.. values]);
                continue;
            }

            // A call has one row in each table that it updates, but for its events, which the key tells apart.
            var given = write.Parameters.Select(column => column.Name).Zip(values).ToList();
            var keys = write.Key.Select(column => column.Name).ToList();
            var row = inserts.Index().Single(insert => insert.Item.Table == write.Table
                && keys.All(key => Equals(rows[insert.Index][Position(insert.Item, key)], given.First(g => g.First == key).Second))).Index;
            foreach (var (column, value) in given) rows[row][Position(inserts[row], column)] = value;
        }

        return this with { Writes = inserts, Values = rows };
    }

    /// <summary>The values of another call.</summary>
    /// <param name="number">How many calls after its tenant's first it is.</param>
    /// <param name="at">When its ids say that it was accepted: ids rise with time.</param>
    /// <param name="tenantId">Whose call it is; null: the recorded call's tenant's.</param>
    public object?[][] For(long number, DateTimeOffset at, string? tenantId = null)
    {
        var renamed = Ids.Select(id => (id, Guid.CreateVersion7(at).ToString())).ToList();
        if (tenantId is not null) renamed.Add((TenantId, tenantId));
        var values = new object?[Writes.Count][];
        for (var write = 0; write < values.Length; write++)
        {
            values[write] = new object?[Values[write].Count];
            foreach (var (position, column) in Writes[write].Parameters.Index())
                values[write][position] = Change(column.Name, Values[write][position], renamed, number);
        }

        return values;
    }

    private static object? Change(string column, object? value, List<(string From, string To)> renamed, long number) => value switch
    {
        long first when Numbered.Contains(column) => first + number,
        string text => Rename(text, renamed),
        _ => value,
    };

    private static string Rename(string text, List<(string From, string To)> renamed)
    {
        foreach (var (from, to) in renamed) text = text.Replace(from, to, StringComparison.Ordinal);
        return text;
    }

    private static int Position(RowWrite write, string column) => write.Columns.Index().Single(c => c.Item.Name == column).Index;
}
