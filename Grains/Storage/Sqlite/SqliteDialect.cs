namespace Switchboard.Storage.Sqlite;

/// <summary>The SQL of SQLite.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static readonly SqliteDialect Instance = new();

    public override string Name => "SQLite";

    /// <inheritdoc/>
    public override string In(string column, string parameter) => $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    /// <inheritdoc/>
    public override string Contains(string column, string parameter) => $"instr(lower({column}), lower(@{parameter})) > 0";

    /// <inheritdoc/>
    public override string ContainsExactly(string column, string parameter) => $"instr({column}, @{parameter}) > 0";

    internal override string? MigrationLock => null;

    internal override string TableAndIndexNames => "SELECT name FROM sqlite_schema";

    internal override string ColumnNames => "SELECT name FROM pragma_table_info(@table)";

    private protected override string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text or ColumnKind.Json => "TEXT",
        ColumnKind.Real => "REAL",
        ColumnKind.Blob => "BLOB",
        _ => "INTEGER",
    };

    /// <summary>Small rows are kept in their key's order; rows with a document would make that tree too deep.</summary>
    private protected override string TableOptions(TableSchema table) =>
        table.Columns.Any(c => c.Kind is ColumnKind.Json or ColumnKind.Blob) ? " STRICT" : " STRICT, WITHOUT ROWID";
}
