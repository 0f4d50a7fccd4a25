using Microsoft.Data.Sqlite;

namespace Switchboard.Storage.Sqlite;

/// <summary>Opens connections to the database file with the settings the store relies on.</summary>
internal static class SqliteFile
{
    /// <summary>The one connection that writes.</summary>
    public static SqliteConnection OpenForWriting(SqliteOptions options)
    {
        var connection = Open(options, SqliteOpenMode.ReadWriteCreate);

        // WAL: readers never wait for the writer nor it for them. FULL: a commit is on the disk when it returns.
        // A checkpoint each 4000 pages (16 MiB): it costs two flushes, which the default of 1000 pages asks for too often under load.
        // 32 MiB of cache for the writer: the indexes' inner pages and the newest leaves, where it works.
        // Deleted and overwritten content is zeroed, so that erasing a person leaves no bytes in unused parts of pages.
        // No memory mapping: it saves little here, and would turn an I/O error into the end of the process.
        Configure(
            connection,
            "PRAGMA journal_mode = WAL",
            $"PRAGMA synchronous = {(options.IsDurable ? "FULL" : "OFF")}",
            "PRAGMA wal_autocheckpoint = 4000",
            "PRAGMA journal_size_limit = 67108864",
            "PRAGMA secure_delete = ON",
            "PRAGMA cache_size = -32768",
            "PRAGMA temp_store = MEMORY");
        if (options.PageCountMax is { } pages)
            Configure(connection, $"PRAGMA max_page_count = {pages}");
        return connection;
    }

    /// <summary>A connection that only reads, with 8 MiB of cache; the operating system holds the rest of the file.</summary>
    public static SqliteConnection OpenForReading(SqliteOptions options)
    {
        var connection = Open(options, SqliteOpenMode.ReadOnly);
        Configure(connection, "PRAGMA cache_size = -8192", "PRAGMA temp_store = MEMORY");
        return connection;
    }

    /// <summary>
    /// Brings everything committed from the log into the database file and empties the log, so that what was overwritten is in neither. False when somebody
    /// still reads an older state after some seconds of waiting.
    /// </summary>
    public static bool EmptyLog(SqliteOptions options)
    {
        using var connection = Open(options, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var reader = command.ExecuteReader();
        return reader.Read() && reader.GetInt64(0) == 0;
    }

    private static SqliteConnection Open(SqliteOptions options, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.File,
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();

        // Nobody else writes; a tool that backs the file up may hold a lock for a moment.
        Configure(connection, "PRAGMA busy_timeout = 5000");
        return connection;
    }

    private static void Configure(SqliteConnection connection, params string[] pragmas)
    {
        using var command = connection.CreateCommand();
        foreach (string pragma in pragmas)
        {
            command.CommandText = pragma;
            command.ExecuteNonQuery();
        }
    }
}
