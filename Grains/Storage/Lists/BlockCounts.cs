namespace Switchboard.Storage;

/// <summary>
/// Counts the rows of a numbered table by status, in blocks of <see cref="BlockSize"/> ordinals, so that a list shows its true
/// total and finds a page at any offset without walking over the rows before it. The counters are kept by the writes themselves:
/// they are never behind, and a batch writes each of them once.
/// </summary>
public sealed class BlockCounts
{
    /// <summary>Ordinals in a block: a filtered page passes over fewer rows than this, and a million rows have a thousand blocks.</summary>
    public const long BlockSize = 1024;

    private readonly TableSchema _counted;
    private readonly string _locate;

    /// <summary>Counts the rows of <paramref name="counted"/>, which has an ordinal column.</summary>
    public BlockCounts(TableSchema counted)
    {
        if (counted.Ordinal is null) throw new ArgumentException($"The rows of {counted} have no ordinals.", nameof(counted));
        _counted = counted;
        Table = new TableSchema(
            $"{counted.Name}_blocks",
            [Column.Text("scope"), Column.Text("status"), Column.Int64("block"), Column.Int64("rows")],
            key: ["scope", "status", "block"]);
        _locate = $"SELECT block, rows FROM {Table} WHERE scope = @scope AND status = @status AND rows > 0 ORDER BY block DESC";
    }

    /// <summary>The table of the counters.</summary>
    public TableSchema Table { get; }

    /// <summary>The same write set inserts a row with this status.</summary>
    public void Inserted(WriteSet set, string scope, string status) =>
        set.Add(Table, Key(scope, status, new AssignedOrdinal(_counted, BlockSize)), "rows", 1);

    /// <summary>The same write set changes the status of the row with this ordinal.</summary>
    public void Moved(WriteSet set, string scope, long ordinal, string from, string to)
    {
        if (from == to) return;
        set.Add(Table, Key(scope, from, ordinal / BlockSize), "rows", -1);
        set.Add(Table, Key(scope, to, ordinal / BlockSize), "rows", 1);
    }

    /// <summary>Finds where a page begins, newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="scope">Whose rows.</param>
    /// <param name="status">Only rows with this status; null for all.</param>
    /// <param name="offset">How many newer rows come before the page.</param>
    public async Task<ListPlace> LocateAsync(IStore store, string scope, string? status, long offset) => status is null
        ? await LocateAmongAllAsync(store, scope, offset)
        : Walk(await ReadBlocksAsync(store, scope, status), offset);

    private async Task<ListPlace> LocateAmongAllAsync(IStore store, string scope, long offset)
    {
        var query = new SqlQuery("SELECT next FROM ordinals WHERE scope = @scope") { ["scope"] = Ordinals.ScopeOf(_counted, scope) };
        var total = await store.FirstOrDefaultAsync(query, row => row.Int64("next"));
        return new ListPlace(total, total - 1 - offset, 0);
    }

    private ValueTask<IReadOnlyList<(long Block, long Rows)>> ReadBlocksAsync(IStore store, string scope, string status) =>
        store.QueryAsync(
            new SqlQuery(_locate) { ["scope"] = scope, ["status"] = status },
            row => (row.Int64("block"), row.Int64("rows")));

    private static ListPlace Walk(IReadOnlyList<(long Block, long Rows)> blocks, long offset)
    {
        var total = blocks.Sum(block => block.Rows);
        foreach (var (block, rows) in blocks)
        {
            if (offset < rows) return new ListPlace(total, ((block + 1) * BlockSize) - 1, offset);
            offset -= rows;
        }

        return new ListPlace(total, -1, 0);
    }

    private static Row Key(string scope, string status, object block) => new() { ["scope"] = scope, ["status"] = status, ["block"] = block };
}

/// <summary>Where a page begins.</summary>
/// <param name="Total">How many rows there are in all.</param>
/// <param name="NewestOrdinal">No row of the page has a higher ordinal; negative when the page is beyond the end.</param>
/// <param name="Skip">How many rows from there on come before the page; less than a block.</param>
public readonly record struct ListPlace(long Total, long NewestOrdinal, long Skip)
{
    /// <summary>Whether the page has no rows.</summary>
    public bool IsBeyondEnd => NewestOrdinal < 0;
}
