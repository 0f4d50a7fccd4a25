using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>Deletes many rows in bounded steps, so that no step holds up what others commit.</summary>
internal static class BoundedDelete
{
    /// <summary>Deletes the rows whose keys a query finds; the query has a limit.</summary>
    /// <returns>How many rows it found.</returns>
    public static async Task<int> DeleteFoundAsync(this IStore store, TableSchema table, SqlQuery find)
    {
        var keyColumns = table.Key.Select(position => table.Columns[position].Name).ToList();
        var keys = await store.QueryAsync(find, row => keyColumns.ConvertAll(row.Text));
        if (keys.Count == 0)
            return 0;
        var set = new WriteSet();
        foreach (var key in keys)
        {
            var row = new Row();
            for (int i = 0; i < key.Count; i++)
                row[keyColumns[i]] = key[i];
            set.Delete(table, row);
        }

        await store.CommitAsync(set);
        return keys.Count;
    }
}
