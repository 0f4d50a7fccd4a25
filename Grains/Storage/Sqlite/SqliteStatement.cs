using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Switchboard.Storage.Sqlite;

/// <summary>
/// A statement that the writer keeps prepared. It talks to SQLite directly: a command object with named parameters costs more than most of these
/// statements take.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    /// <summary>Gives the parameter at <paramref name="position"/> (from 1) its value.</summary>
    public void Bind(int position, object? value)
    {
        int result = value switch
        {
            null => raw.sqlite3_bind_null(_statement, position),
            "" => raw.sqlite3_bind_text(_statement, position, ""),
            string text => BindText(position, text),
            long number => raw.sqlite3_bind_int64(_statement, position, number),
            bool flag => raw.sqlite3_bind_int64(_statement, position, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(_statement, position, number),
            byte[] blob => raw.sqlite3_bind_blob(_statement, position, blob),
            _ => throw new InvalidOperationException($"No way to bind {value.GetType().Name}."),
        };
        SqliteException.ThrowExceptionForRC(result, _database);
    }

    /// <summary>Runs the statement and returns how many rows it changed.</summary>
    /// <exception cref="SqliteException">As SQLite reports it.</exception>
    public int Execute()
    {
        Step();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs the statement and returns the first column of its first row; null when there is no row.</summary>
    public long? ReadInt64()
    {
        int result = raw.sqlite3_step(_statement);
        long? value = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : null;
        Reset(result);
        return value;
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>SQLite takes a copy, so the bytes are made in a buffer that is used again; an empty text would have no address there and count as NULL.</summary>
    private int BindText(int position, string text)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, buffer);
        int result = raw.sqlite3_bind_text(_statement, position, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return result;
    }

    private void Step() => Reset(raw.sqlite3_step(_statement));

    private void Reset(int result)
    {
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            return;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }
}
