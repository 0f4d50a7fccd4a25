namespace Switchboard.Storage.Sqlite;

/// <summary>
/// Keeps a second process off the store. The lock is the operating system's on an open file, so it ends with its process, however that ends; that the file
/// stays behind means nothing.
/// </summary>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="StoreOpenException">Another process has the store, or the folder cannot be written.</exception>
    public SqliteFileLock(SqliteOptions options)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            _file = new FileStream(options.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreOpenException($"The folder {Path.GetFullPath(options.Folder)} (Storage:Path) cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (File.Exists(options.LockFile))
        {
            throw new StoreOpenException(
                $"The store in {Path.GetFullPath(options.Folder)} is in use by another process. "
                + "Stop that one, give this one another Storage:Path, or set ConnectionStrings:Postgres to share one store.",
                e);
        }
        catch (IOException e)
        {
            throw new StoreOpenException($"The folder {Path.GetFullPath(options.Folder)} (Storage:Path) cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
