namespace Switchboard.Storage;

/// <summary>Queries whose result is one row.</summary>
public static class StoreReads
{
    /// <summary>The first row; default when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async ValueTask<T?> FirstOrDefaultAsync<T>(
        this IStore store, SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default)
    {
        var rows = await store.QueryAsync(query, map, cancellationToken);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <summary>Reads a row by its primary key; default when there is none. The version of a versioned row is its column <c>version</c>.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static ValueTask<T?> ReadAsync<T>(
        this IStore store, TableSchema table, Row key, Func<RowReader, T> map, CancellationToken cancellationToken = default)
    {
        var query = new SqlQuery(table.SelectByKey);
        foreach (int position in table.Key)
            query[table.Columns[position].Name] = key[table.Columns[position].Name];
        object?[] asked = [.. table.Key.Select(p => query[table.Columns[p].Name])];
        return store.FirstOrDefaultAsync(query.ForKeys(table, asked), map, cancellationToken);
    }
}
