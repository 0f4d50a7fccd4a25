using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Switchboard.Storage.Sqlite;

/// <summary>Tells the failures of SQLite apart.</summary>
internal static class SqliteErrors
{
    private const string UniqueFailure = "UNIQUE constraint failed: ";

    /// <summary>Whether the database as a whole cannot be used (full disk, I/O error, locked by a tool), whatever was asked of it.</summary>
    public static bool IsUnavailable(this SqliteException e) => e.SqliteErrorCode
        is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
        or raw.SQLITE_NOMEM or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PROTOCOL;

    public static bool IsDuplicate(this SqliteException e) =>
        e.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID;

    /// <summary>The name of the unique index that was violated; SQLite names only its columns.</summary>
    public static string DuplicateIndex(this SqliteException e, TableSchema table)
    {
        int start = e.Message.IndexOf(UniqueFailure, StringComparison.Ordinal);
        if (start < 0)
            return table.KeyName;
        string columns = e.Message[(start + UniqueFailure.Length)..].TrimEnd('\'', '.');
        return table.UniqueIndexes
            .FirstOrDefault(i => columns == string.Join(", ", Enumerable.Range(0, i.Columns.Count).Select(c => $"{table}.{i.ColumnAt(c)}")))
            ?.Name ?? table.KeyName;
    }

    public static StoreUnavailableException ToUnavailable(this SqliteException e, bool outcomeUnknown = false) =>
        new($"The SQLite store cannot be used: {e.Message}", outcomeUnknown, e);
}
