using Microsoft.Data.Sqlite;

namespace Switchboard.Storage.Sqlite;

/// <summary>The writer's prepared statements. There are as many as the program has shapes of writes, which is a few dozen.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<WriteShape, SqliteStatement> _writes = [];
    private readonly Dictionary<TableSchema, SqliteStatement> _counters = [];
    private readonly Dictionary<string, SqliteStatement> _others = [];

    public SqliteStatement Write(WriteShape shape) =>
        _writes.TryGetValue(shape, out var statement) ? statement : _writes[shape] = Prepare(SqliteWriteSql.Of(shape));

    public SqliteStatement Counters(TableSchema table) =>
        _counters.TryGetValue(table, out var statement) ? statement : _counters[table] = Prepare(SqliteWriteSql.OfCounters(table));

    public SqliteStatement Other(string sql) =>
        _others.TryGetValue(sql, out var statement) ? statement : _others[sql] = Prepare(sql);

    public void Run(string sql) => Other(sql).Execute();

    public void Dispose()
    {
        foreach (var statement in _writes.Values.Concat(_counters.Values).Concat(_others.Values))
            statement.Dispose();
    }

    private SqliteStatement Prepare(string sql) => new(connection.Handle!, sql);
}
