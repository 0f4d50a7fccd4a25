namespace Switchboard.Storage.Sqlite;

/// <summary>How the SQLite store uses its file. Only tests change anything but the folder.</summary>
internal sealed class SqliteOptions
{
    /// <summary>The folder of the database file and its lock file; created when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether a commit waits until it is on the disk. Without, a power failure loses acknowledged commits; a crash of the process does not.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>The size in pages at which the database is full; null: when the disk is.</summary>
    public int? PageCountMax { get; init; }

    /// <summary>The database file.</summary>
    public string File => Path.Combine(Folder, "switchboard.db");

    /// <summary>The file whose lock says that a process has the store open.</summary>
    public string LockFile => Path.Combine(Folder, "switchboard.lock");
}
