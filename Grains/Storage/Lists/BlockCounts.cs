namespace Switchboard.Storage;

/// <summary>
/// Counts the rows of a numbered table by status, in blocks of ordinals, so that a list shows its true
/// total and finds a page at any offset without walking over the rows before it. The counters are kept by the writes themselves:
/// they are never behind, and a batch writes each of them once. A row may be deleted only together with <see cref="Removed"/>; its ordinal stays unused.
/// </summary>
public sealed class BlockCounts
{
    // Not a status of any row: counts the ordinals whose rows are gone.
    private const string Gone = "(gone)";

    private readonly TableSchema _counted;
    private readonly string _statusColumn;
    private readonly bool _losesRows;
    private readonly long _blockSize;

    /// <summary>Counts the rows of a table.</summary>
    /// <param name="counted">The table, which has an ordinal column, an index on scope and ordinal and one on scope, status and ordinal.</param>
    /// <param name="statusColumn">The column by whose values its lists are filtered.</param>
    /// <param name="losesRows">Whether rows are ever deleted; then a list without a filter looks for gaps among the ordinals first.</param>
    /// <param name="blockSize">
    /// Ordinals in a block, never to be changed: a filtered page passes over fewer index entries than this, and reads one counter for each block and
    /// status, 250 of them for a million rows.
    /// </param>
    public BlockCounts(TableSchema counted, string statusColumn, bool losesRows = false, long blockSize = 4096)
    {
        if (counted.Ordinal is null)
            throw new ArgumentException($"The rows of {counted} have no ordinals.", nameof(counted));
        counted.PositionOf(statusColumn);
        _counted = counted;
        _statusColumn = statusColumn;
        _losesRows = losesRows;
        _blockSize = blockSize;
        Table = new TableSchema(
            $"{counted.Name}_blocks",
            [Column.Text("scope"), Column.Text("status"), Column.Int64("block"), Column.Int64("rows")],
            key: ["scope", "status", "block"]);
    }

    /// <summary>The table of the counters.</summary>
    public TableSchema Table { get; }

    /// <summary>Ordinals in a block.</summary>
    public long BlockSize => _blockSize;

    /// <summary>The same write set inserts a row with this status.</summary>
    public void Inserted(WriteSet set, string scope, string status) =>
        set.Add(Table, Key(scope, status, new AssignedOrdinal(_counted, _blockSize)), "rows", 1);

    /// <summary>The same write set changes the status of the row with this ordinal.</summary>
    public void Moved(WriteSet set, string scope, long ordinal, string from, string to)
    {
        if (from == to)
            return;
        set.Add(Table, Key(scope, from, ordinal / _blockSize), "rows", -1);
        set.Add(Table, Key(scope, to, ordinal / _blockSize), "rows", 1);
    }

    /// <summary>The same write set deletes the row with this ordinal, which has this status.</summary>
    public void Removed(WriteSet set, string scope, long ordinal, string status)
    {
        if (!_losesRows)
            throw new InvalidOperationException($"The rows of {_counted} are never deleted.");
        Moved(set, scope, ordinal, status, Gone);
    }

    /// <summary>Reads a page of a scope's rows, newest first, and how many there are on all pages.</summary>
    /// <param name="store">The store.</param>
    /// <param name="request">Which rows.</param>
    /// <param name="columns">The columns that <paramref name="map"/> needs, as in a SELECT.</param>
    /// <param name="map">Makes something of a row.</param>
    public async Task<ListPage<T>> PageAsync<T>(IStore store, ListRequest request, string columns, Func<RowReader, T> map)
    {
        var place = request.Statuses.Count == 0 ? await LocateAmongAllAsync(store, request) : await LocateAsync(store, request);
        if (place.Newest < 0 || request.Limit == 0)
            return new ListPage<T>([], place.Total);
        return new ListPage<T>(await store.QueryAsync(RowsAt(place, request, columns), map), place.Total);
    }

    /// <summary>Without a filter the ordinals are the offsets.</summary>
    private async Task<Place> LocateAmongAllAsync(IStore store, ListRequest request)
    {
        var query = new SqlQuery("SELECT next FROM ordinals WHERE scope = @scope") { ["scope"] = Ordinals.ScopeOf(_counted, request.Scope) };
        long next = await store.FirstOrDefaultAsync(query, row => row.Int64("next"));
        if (_losesRows && await FindGoneAsync(store, request.Scope) is { Count: > 0 } gone)
            return Locate(BlocksUpTo(next, gone), request);
        long newest = next - 1 - request.Offset;
        return new Place(next, newest, Oldest: newest - request.Limit + 1, Skip: 0);
    }

    private async Task<Dictionary<long, long>> FindGoneAsync(IStore store, string scope)
    {
        var query = new SqlQuery($"SELECT block, rows FROM {Table} WHERE scope = @scope AND status = @gone") { ["scope"] = scope, ["gone"] = Gone };
        return (await store.QueryAsync(query, row => KeyValuePair.Create(row.Int64("block"), row.Int64("rows")))).ToDictionary();
    }

    /// <summary>How many rows each block still has, the newest block first.</summary>
    private IEnumerable<(long Block, long Rows)> BlocksUpTo(long next, Dictionary<long, long> gone)
    {
        for (long block = (next - 1) / _blockSize; block >= 0; block--)
            yield return (block, Math.Min(_blockSize, next - (block * _blockSize)) - gone.GetValueOrDefault(block));
    }

    private async Task<Place> LocateAsync(IStore store, ListRequest request)
    {
        var query = new SqlQuery($"SELECT block, CAST(sum(rows) AS bigint) AS rows FROM {Table} WHERE scope = @scope") { ["scope"] = request.Scope };
        query.Append($" AND {StatusIs("status", request, query)} AND rows > 0 GROUP BY block ORDER BY block DESC");
        return Locate(await store.QueryAsync(query, row => (row.Int64("block"), row.Int64("rows"))), request);
    }

    private Place Locate(IEnumerable<(long Block, long Rows)> blocks, ListRequest request)
    {
        long passed = 0;
        var place = new Place(Total: 0, Newest: -1, Oldest: 0, Skip: 0);
        foreach (var (block, rows) in blocks)
        {
            if (place.Newest < 0 && passed + rows > request.Offset)
                place = place with { Newest = ((block + 1) * _blockSize) - 1, Skip = request.Offset - passed };
            if (passed < request.Offset + request.Limit)
                place = place with { Oldest = block * _blockSize };
            passed += rows;
        }

        return place with { Total = passed };
    }

    /// <summary>The rows are picked by the index alone, and only those on the page are read.</summary>
    private SqlQuery RowsAt(Place place, ListRequest request, string columns)
    {
        var (scope, ordinal) = (_counted.Ordinal!.Scope, _counted.Ordinal.Column);
        var query = new SqlQuery($"SELECT {columns} FROM {_counted} WHERE {scope} = @scope AND {ordinal} IN (SELECT {ordinal} FROM {_counted} WHERE {scope} = @scope")
        {
            ["scope"] = request.Scope,
            ["newest"] = place.Newest,
            ["oldest"] = place.Oldest,
            ["limit"] = request.Limit,
            ["skip"] = place.Skip,
        };
        if (request.Statuses.Count > 0)
            query.Append($" AND {StatusIs(_statusColumn, request, query)}");
        return query.Append($" AND {ordinal} BETWEEN @oldest AND @newest ORDER BY {ordinal} DESC LIMIT @limit OFFSET @skip) ORDER BY {ordinal} DESC");
    }

    private static string StatusIs(string column, ListRequest request, SqlQuery query)
    {
        int number = 0;
        foreach (string status in request.Statuses)
            query[$"status{number++}"] = status;
        return $"{column} IN ({string.Join(", ", Enumerable.Range(0, number).Select(n => $"@status{n}"))})";
    }

    private static Row Key(string scope, string status, object block) => new() { ["scope"] = scope, ["status"] = status, ["block"] = block };

    /// <summary>Where a page lies.</summary>
    /// <param name="Total">How many rows there are on all pages.</param>
    /// <param name="Newest">No row of the page has a higher ordinal; negative when the page is beyond the end.</param>
    /// <param name="Oldest">No row of the page has a lower ordinal.</param>
    /// <param name="Skip">How many rows from <paramref name="Newest"/> on come before the page; less than a block.</param>
    private readonly record struct Place(long Total, long Newest, long Oldest, long Skip);
}

/// <summary>Asks for a page of a list.</summary>
/// <param name="Scope">Whose rows (the value of the ordinal's scope column).</param>
/// <param name="Statuses">Only rows with one of these; none: all rows.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Offset">How many newer rows to pass over.</param>
public sealed record ListRequest(string Scope, IReadOnlyCollection<string> Statuses, int Limit, long Offset);

/// <summary>A page of a list.</summary>
/// <param name="Rows">The page, newest first; empty beyond the end.</param>
/// <param name="Total">How many rows there are on all pages.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Rows, long Total);
