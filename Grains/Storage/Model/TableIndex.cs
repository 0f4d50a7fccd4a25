namespace Switchboard.Storage;

/// <summary>An index of a declared table, possibly unique, possibly over only a part of its rows.</summary>
public sealed record TableIndex
{
    private TableIndex(bool unique, string[] columns)
    {
        IsUnique = unique;
        Columns = columns;
    }

    /// <summary>Whether two rows (of those the index covers) may not have the same values; rows with a null among them never clash.</summary>
    public bool IsUnique { get; }

    /// <summary>The indexed columns in order; <c>"ordinal DESC"</c> sorts that one downwards.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The index's name, which a duplicate is reported by; null: made of the table's and the columns' names.</summary>
    public string? Name { get; init; }

    /// <summary>The column that decides which rows are covered; null: all rows are.</summary>
    public string? FilterColumn { get; private init; }

    /// <summary>The value <see cref="FilterColumn"/> must have; null: any value but null.</summary>
    public object? FilterValue { get; private init; }

    /// <summary>An index for lookups and sorting.</summary>
    public static TableIndex On(params string[] columns) => new(unique: false, columns);

    /// <summary>A unique index.</summary>
    public static TableIndex Unique(params string[] columns) => new(unique: true, columns);

    /// <summary>Covers only the rows in which <paramref name="column"/> is not null.</summary>
    public TableIndex WhereNotNull(string column) => this with { FilterColumn = column, FilterValue = null };

    /// <summary>
    /// Covers only the rows in which <paramref name="column"/> equals <paramref name="value"/> (text, integer or boolean).
    /// A query uses such an index only when it says the same with a literal, not with a parameter.
    /// </summary>
    public TableIndex WhereEquals(string column, object value) => this with { FilterColumn = column, FilterValue = value };

    /// <summary>The name of the column at <paramref name="position"/> without its direction.</summary>
    internal string ColumnAt(int position) => Columns[position].Split(' ')[0];

    internal bool IsDescending(int position) => Columns[position].EndsWith(" DESC", StringComparison.Ordinal);
}
