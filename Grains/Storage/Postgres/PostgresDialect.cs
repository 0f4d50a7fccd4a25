namespace Switchboard.Storage.Postgres;

/// <summary>The SQL of PostgreSQL.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    public static readonly PostgresDialect Instance = new();

    public override string Name => "PostgreSQL";

    /// <inheritdoc/>
    public override string In(string column, string parameter) => $"{column} = ANY(@{parameter})";

    /// <inheritdoc/>
    public override string Contains(string column, string parameter) => $"strpos(lower({column}), lower(@{parameter})) > 0";

    /// <inheritdoc/>
    public override string ContainsExactly(string column, string parameter) => $"strpos({column}, @{parameter}) > 0";

    /// <summary>An advisory lock under a number that nothing else in the database uses.</summary>
    internal override string? MigrationLock => "SELECT pg_advisory_xact_lock(91825406121320)";

    internal override string TableAndIndexNames => "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace";

    internal override string ColumnNames =>
        "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(@table)) AND attnum > 0 AND NOT attisdropped";

    /// <summary>The name of the type.</summary>
    internal static string NameOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Json => "json",
        ColumnKind.Real => "double precision",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Blob => "bytea",
        _ => "bigint",
    };

    private protected override string TypeOf(ColumnKind kind) => kind == ColumnKind.Text ? "text COLLATE \"C\"" : NameOf(kind);

    /// <summary>Room in each page for the next version of rows that are written again and again, so that it stays beside the old one.</summary>
    private protected override string TableOptions(TableSchema table) =>
        table.IsVersioned || table.IsOfCounters ? " WITH (fillfactor = 80)" : "";
}
