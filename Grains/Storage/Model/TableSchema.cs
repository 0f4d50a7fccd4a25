using System.Collections.Frozen;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Switchboard.Storage;

/// <summary>
/// Declares that a column numbers the rows of each scope (for example of each tenant) 0, 1, 2, … without a gap, in commit order.
/// </summary>
/// <param name="Column">The declared Int64 column that receives the number.</param>
/// <param name="Scope">The declared Text column by whose value rows are numbered apart.</param>
public sealed record OrdinalColumn(string Column, string Scope);

/// <summary>
/// A table as its feature declares it: columns, key, indexes. Immutable; checked when it is made, so a mistake in a declaration
/// shows at start. At most 64 columns.
/// </summary>
public sealed partial class TableSchema
{
    /// <summary>The column that a versioned table has besides the declared ones.</summary>
    public const string VersionColumn = "version";

    private readonly FrozenDictionary<string, int> _positions;

    /// <summary>Declares a table.</summary>
    /// <param name="name">Lower-case letters, digits and underscores.</param>
    /// <param name="columns">All columns but <c>version</c>.</param>
    /// <param name="key">The primary key's columns, not nullable.</param>
    /// <param name="versioned">A grain's state row: written by <see cref="WriteSet.Put"/> only, which checks its version.</param>
    /// <param name="ordinal">The column that numbers the rows of a scope, if any.</param>
    /// <param name="indexes">Further indexes, unique ones included.</param>
    /// <exception cref="ArgumentException">The declaration contradicts itself; the message says where.</exception>
    public TableSchema(
        string name,
        IReadOnlyList<Column> columns,
        IReadOnlyList<string> key,
        bool versioned = false,
        OrdinalColumn? ordinal = null,
        IReadOnlyList<TableIndex>? indexes = null)
    {
        Name = name;
        IsVersioned = versioned;
        Columns = versioned ? [.. columns, Column.Int64(VersionColumn)] : [.. columns];
        CheckNames();
        _positions = Columns.Select((column, position) => (column.Name, position)).ToFrozenDictionary(c => c.Name, c => c.position);
        Key = [.. key.Select(PositionOf)];
        KeyMask = MaskOf(Key);
        Check(Key.Count > 0 && BitOperations.PopCount(KeyMask) == Key.Count, "the key needs one or more different columns", nameof(key));
        Check(Key.All(p => !Columns[p].Nullable && Columns[p].Kind != ColumnKind.Json), "key columns can be neither nullable nor Json", nameof(key));
        Ordinal = ordinal;
        CheckOrdinal();
        Indexes = [.. (indexes ?? []).Select(Named)];
        UniqueIndexes = [.. Indexes.Where(i => i.IsUnique)];
        SelectByKey = $"SELECT {string.Join(", ", Columns.Select(c => SqlDialect.Quote(c.Name)))} FROM {SqlDialect.Quote(Name)} "
            + $"WHERE {string.Join(" AND ", Key.Select(p => $"{SqlDialect.Quote(Columns[p].Name)} = @{Columns[p].Name}"))}";
        RequiredMask = MaskOf(Enumerable.Range(0, Columns.Count).Where(p => !Columns[p].Nullable && p != VersionPosition && p != OrdinalPosition));
        Counters = [.. PositionsIn(RequiredMask & ~KeyMask)];
        IsOfCounters = !IsVersioned && Ordinal is null && Counters.Count > 0 && Counters.All(p => Columns[p].Kind == ColumnKind.Int64);
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>Whether the table holds grains' state rows, each with a version.</summary>
    public bool IsVersioned { get; }

    /// <summary>The columns in their order, <c>version</c> last in a versioned table.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column that numbers the rows of a scope, if any.</summary>
    public OrdinalColumn? Ordinal { get; }

    /// <summary>The indexes besides the primary key, each with its name.</summary>
    public IReadOnlyList<TableIndex> Indexes { get; }

    /// <summary>Positions of the key's columns, in the key's order.</summary>
    internal IReadOnlyList<int> Key { get; }

    internal IReadOnlyList<TableIndex> UniqueIndexes { get; }

    /// <summary>One bit for each key column, by position.</summary>
    internal ulong KeyMask { get; }

    /// <summary>The columns that <see cref="WriteSet.Add"/> may add to, if the table is one of counters: those that are neither key nor nullable.</summary>
    internal IReadOnlyList<int> Counters { get; }

    /// <summary>Whether rows may begin as counters at 0.</summary>
    internal bool IsOfCounters { get; }

    /// <summary>One bit for each column that an inserted row must give.</summary>
    internal ulong RequiredMask { get; }

    internal int VersionPosition => IsVersioned ? Columns.Count - 1 : -1;

    internal int OrdinalPosition { get; private set; } = -1;

    internal int OrdinalScopePosition { get; private set; } = -1;

    /// <summary>The name duplicates of the primary key are reported by.</summary>
    internal string KeyName => $"pk_{Name}";

    /// <summary>Selects all columns of the row with a key, the key's parts as parameters of their columns' names.</summary>
    internal string SelectByKey { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The position of a column.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    internal int PositionOf(string column) =>
        _positions.TryGetValue(column, out int position)
            ? position
            : throw new ArgumentException($"Table {Name} has no column {column}.", nameof(column));

    /// <summary>Which of <see cref="Counters"/> is at a position; negative when none is.</summary>
    internal int CounterAt(int position)
    {
        for (int i = 0; i < Counters.Count; i++)
        {
            if (Counters[i] == position)
                return i;
        }

        return -1;
    }

    internal static ulong MaskOf(IEnumerable<int> positions) => positions.Aggregate(0UL, (mask, position) => mask | 1UL << position);

    /// <summary>The columns of <paramref name="mask"/>, in their order.</summary>
    internal static ColumnSet PositionsIn(ulong mask) => new(mask);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    private void CheckNames()
    {
        Check(Columns.Count is > 0 and <= 64, "a table has 1 to 64 columns");
        foreach (string name in Columns.Select(c => c.Name).Prepend(Name))
            Check(Identifier().IsMatch(name), $"'{name}' is not a name of lower-case letters, digits and underscores");
        Check(Columns.DistinctBy(c => c.Name).Count() == Columns.Count, "two columns have the same name");
    }

    private void CheckOrdinal()
    {
        if (Ordinal is null)
            return;
        OrdinalPosition = PositionOf(Ordinal.Column);
        OrdinalScopePosition = PositionOf(Ordinal.Scope);
        Check(Columns[OrdinalPosition] is { Kind: ColumnKind.Int64, Nullable: false }, "the ordinal column is Int64 and not nullable", "ordinal");
        Check(Columns[OrdinalScopePosition] is { Kind: ColumnKind.Text, Nullable: false }, "the ordinal's scope is Text and not nullable", "ordinal");
    }

    private TableIndex Named(TableIndex index)
    {
        var columns = Enumerable.Range(0, index.Columns.Count).Select(index.ColumnAt).ToList();
        foreach (string column in columns.Concat(index.FilterColumn is null ? [] : [index.FilterColumn]))
            Check(Columns[PositionOf(column)].Kind != ColumnKind.Json, $"the Json column {column} cannot be indexed", "indexes");
        string name = index.Name ?? $"{(index.IsUnique ? "ux" : "ix")}_{Name}_{string.Join('_', columns)}";
        Check(Identifier().IsMatch(name), $"'{name}' is too long or not a name; give the index one", "indexes");
        return index with { Name = name };
    }

    private void Check(bool holds, string otherwise, string parameter = "columns")
    {
        if (!holds)
            throw new ArgumentException($"Table {Name}: {otherwise}.", parameter);
    }
}
