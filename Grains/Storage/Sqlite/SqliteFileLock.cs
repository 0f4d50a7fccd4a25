using System.Globalization;
using System.Text;

namespace Switchboard.Storage.Sqlite;

/// <summary>
/// Keeps a second process off the store. The lock is the operating system's on an open file, so it ends with its process, however that ends; the
/// process id inside is for the message only.
/// </summary>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="StoreOpenException">Another process has the store.</exception>
    public SqliteFileLock(SqliteOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        try
        {
            _file = new FileStream(options.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StoreOpenException(
                $"The store in {Path.GetFullPath(options.Folder)} is in use by another process{HolderOf(options.LockFile)}. "
                + "Stop that one, give this one another Storage:Path, or set ConnectionStrings:Postgres to share one store.",
                e);
        }

        _file.SetLength(0);
        _file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private static string HolderOf(string lockFile)
    {
        try
        {
            using var file = new FileStream(lockFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return $" (process {reader.ReadToEnd()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
