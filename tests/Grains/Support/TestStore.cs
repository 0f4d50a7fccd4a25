using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Storage;

namespace Switchboard.Tests.Grains.Support;

/// <summary>A node's store with the tables of one feature, in a folder of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database;
    private readonly Store _store;

    private TestStore(IStoreDatabase opened, SqliteTestDatabase database)
    {
        _database = database;
        _store = new Store(opened, new CommitQueueOptions(), TimeProvider.System, NullLogger<Store>.Instance);
    }

    public IStore Store => _store;

    /// <summary>Where its files are.</summary>
    public string Folder => _database.Folder;

    public static Task<TestStore> OpenAsync(params TableSchema[] tables)
    {
        var database = new SqliteTestDatabase();
        return Task.FromResult(new TestStore(database.Open(new StoreModel(tables)), database));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
