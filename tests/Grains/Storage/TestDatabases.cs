using Switchboard.Storage;
using Switchboard.Storage.Sqlite;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A throw-away database that can be opened, closed and opened again.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    Task<IStoreDatabase> OpenAsync(StoreModel model);
}

/// <summary>A SQLite store in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : ITestDatabase
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("switchboard-store-").FullName;

    public int? PageCountMax { get; init; }

    public Task<IStoreDatabase> OpenAsync(StoreModel model) => Task.FromResult<IStoreDatabase>(
        SqliteDatabase.Open(new SqliteOptions { Folder = Folder, IsDurable = false, PageCountMax = PageCountMax }, model, TimeProvider.System));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
