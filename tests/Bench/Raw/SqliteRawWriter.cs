using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Switchboard.Bench.Raw;

/// <summary>A SQLite connection with one prepared statement for each write of a call.</summary>
public sealed class SqliteRawWriter : IRawWriter
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt[] _writes;

    /// <param name="connection">A connection to the database; owned by the writer.</param>
    /// <param name="writes">The writes of one call.</param>
    /// <param name="durable">Whether a commit waits for the disk, as the product's do.</param>
    public SqliteRawWriter(SqliteConnection connection, IReadOnlyList<RowWrite> writes, bool durable)
    {
        _connection = connection;

        // The product's own settings.
        Execute("PRAGMA journal_mode = WAL");
        Execute($"PRAGMA synchronous = {(durable ? "FULL" : "OFF")}");
        Execute("PRAGMA wal_autocheckpoint = 4000");
        Execute("PRAGMA cache_size = -32768");
        Execute("PRAGMA temp_store = MEMORY");
        _writes = [.. writes.Select(write => Prepare(Sql(write)))];
    }

    public void Write(IReadOnlyList<object?[][]> calls)
    {
        Execute("BEGIN IMMEDIATE");
        for (var write = 0; write < _writes.Length; write++)
        {
            foreach (var call in calls) Run(_writes[write], call[write]);
        }

        Execute("COMMIT");
    }

    public void Dispose()
    {
        foreach (var statement in _writes) statement.Dispose();
        _connection.Dispose();
    }

    private static string Sql(RowWrite write) => write.Key is null
        ? $"INSERT INTO {write.Table} ({string.Join(", ", write.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", write.Columns.Select(_ => "?"))})"
        : $"UPDATE {write.Table} SET {string.Join(", ", write.Columns.Select(c => $"\"{c.Name}\" = ?"))} WHERE {string.Join(" AND ", write.Key.Select(c => $"\"{c.Name}\" = ?"))}";

    private void Run(sqlite3_stmt statement, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(values[i] switch
            {
                null => raw.sqlite3_bind_null(statement, i + 1),
                string text => raw.sqlite3_bind_text(statement, i + 1, text),
                bool flag => raw.sqlite3_bind_int64(statement, i + 1, flag ? 1 : 0),
                double number => raw.sqlite3_bind_double(statement, i + 1, number),
                var number => raw.sqlite3_bind_int64(statement, i + 1, (long)number),
            });
        }

        Check(raw.sqlite3_step(statement));
        raw.sqlite3_reset(statement);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_connection.Handle, sql));

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW)) SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}
