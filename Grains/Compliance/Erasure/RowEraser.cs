using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>Deletes or changes any number of rows in bounded steps, so that no step holds up what others commit.</summary>
internal sealed class RowEraser(IStore store)
{
    private const int Batch = 500;

    /// <summary>Deletes what a query finds, until it finds nothing more.</summary>
    /// <param name="table">The table.</param>
    /// <param name="find">Selects rows of it; gets its limit here.</param>
    /// <param name="key">The key of a found row.</param>
    /// <returns>How many rows.</returns>
    public Task<long> DeleteAsync(TableSchema table, SqlQuery find, Func<RowReader, Row> key) =>
        EachAsync(find, key, (set, row) => set.Delete(table, row));

    /// <summary>Changes what a query finds, until it finds nothing more: a changed row must not be found again.</summary>
    /// <param name="table">The table.</param>
    /// <param name="find">Selects rows of it; gets its limit here.</param>
    /// <param name="change">The key of a found row and the columns to set.</param>
    /// <returns>How many rows.</returns>
    public Task<long> UpdateAsync(TableSchema table, SqlQuery find, Func<RowReader, Row> change) =>
        EachAsync(find, change, (set, row) => set.Update(table, row));

    private async Task<long> EachAsync(SqlQuery find, Func<RowReader, Row> map, Func<WriteSet, Row, WriteSet> add)
    {
        find.Append(" LIMIT @limit").With("limit", Batch);
        for (long done = 0; ;)
        {
            var rows = await store.QueryAsync(find, map);
            if (rows.Count == 0)
                return done;
            var set = rows.Aggregate(new WriteSet(), add);
            await store.CommitAsync(set);
            done += rows.Count;
            if (rows.Count < Batch)
                return done;
        }
    }
}
