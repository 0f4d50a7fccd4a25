using System.Globalization;

namespace Switchboard.Storage;

/// <summary>
/// Where the SQL of the two databases differs, for queries and migrations. Placeholders are <c>@name</c> in both, and so are <c>json -&gt;&gt; 'key'</c>,
/// <c>LIMIT @n OFFSET @m</c>, <c>ON CONFLICT</c> and <c>RETURNING</c>.
/// </summary>
public abstract class SqlDialect
{
    private protected SqlDialect()
    {
    }

    /// <summary>The database's name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>A condition that holds when the column equals one of the values of a parameter given as a list of strings or integers.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>A condition that holds when the text column contains the parameter's text, whatever the case of ASCII letters.</summary>
    public abstract string Contains(string column, string parameter);

    /// <summary>A condition that holds when the text column contains the parameter's text letter for letter: nearly twice as quick.</summary>
    public abstract string ContainsExactly(string column, string parameter);

    /// <summary>The statement that adds a column; existing rows get <paramref name="initial"/>, which a column that is not nullable needs.</summary>
    public string AddColumn(TableSchema table, string column, object? initial = null)
    {
        var added = table.Columns[table.PositionOf(column)];
        return $"ALTER TABLE {Quote(table.Name)} ADD COLUMN {Definition(added)}"
            + (initial is null ? "" : $" DEFAULT {Literal(initial)}");
    }

    /// <summary>The statement that creates a table.</summary>
    internal string CreateTable(TableSchema table)
    {
        var columns = table.Columns.Select(Definition);
        string key = string.Join(", ", table.Key.Select(p => Quote(table.Columns[p].Name)));
        return $"CREATE TABLE {Quote(table.Name)} ({string.Join(", ", columns)}, "
            + $"CONSTRAINT {Quote(table.KeyName)} PRIMARY KEY ({key})){TableOptions(table)}";
    }

    /// <summary>The statement that creates an index.</summary>
    internal static string CreateIndex(TableSchema table, TableIndex index)
    {
        var columns = Enumerable.Range(0, index.Columns.Count)
            .Select(i => Quote(index.ColumnAt(i)) + (index.IsDescending(i) ? " DESC" : ""));
        string filter = (index.FilterColumn, index.FilterValue) switch
        {
            (null, _) => "",
            (_, null) => $" WHERE {Quote(index.FilterColumn)} IS NOT NULL",
            _ => $" WHERE {Quote(index.FilterColumn)} = {Literal(index.FilterValue)}",
        };
        return $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {Quote(index.Name!)} ON {Quote(table.Name)} ({string.Join(", ", columns)}){filter}";
    }

    /// <summary>The name in double quotes, so that it may be a word of SQL.</summary>
    internal static string Quote(string name) => $"\"{name}\"";

    /// <summary>The statement that keeps other nodes from migrating the same store until the transaction ends; null: there are none.</summary>
    internal abstract string? MigrationLock { get; }

    /// <summary>The query for the names of all tables and indexes.</summary>
    internal abstract string TableAndIndexNames { get; }

    /// <summary>The query for the names of the columns that <c>@table</c> has.</summary>
    internal abstract string ColumnNames { get; }

    private protected abstract string TypeOf(ColumnKind kind);

    private protected abstract string TableOptions(TableSchema table);

    private string Definition(Column column) => $"{Quote(column.Name)} {TypeOf(column.Kind)}{(column.Nullable ? "" : " NOT NULL")}";

    private static string Literal(object value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "TRUE" : "FALSE",
        int or long or double => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        DateTimeOffset instant => Literal(StoreTime.ToMicroseconds(instant)),
        _ => throw new ArgumentException($"No literal for {value.GetType().Name}.", nameof(value)),
    };
}
