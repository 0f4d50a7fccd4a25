using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>What the tests of the store share: a fresh database for each test, with the store of a node on it.</summary>
public abstract class StoreSuite : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];

    internal ITestDatabase Database { get; private set; } = null!;

    internal IStore Store { get; private set; } = null!;

    /// <summary>The database under the store, for tests of one batch; the store's queue is idle then.</summary>
    internal IStoreDatabase Opened { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Database = await CreateDatabaseAsync();
        Store = Open();
    }

    public async Task DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
            await opened.DisposeAsync();
        await Database.DisposeAsync();
    }

    internal abstract Task<ITestDatabase> CreateDatabaseAsync();

    /// <summary>The tables of the test.</summary>
    private protected virtual StoreModel Model => TestModel.Create();

    /// <summary>Opens the database as another node would.</summary>
    internal IStore Open(StoreModel? model = null)
    {
        Opened = Database.Open(model ?? Model);
        var store = new Store(Opened, new CommitQueueOptions(), TimeProvider.System, NullLogger<Store>.Instance);
        _opened.Add(store);
        return store;
    }

    internal async Task<CommitVerdict.Committed> CommitAsync(WriteSet set) =>
        Assert.IsType<CommitVerdict.Committed>(await Store.CommitAsync(set));

    internal async Task<long> CountAsync(TableSchema table) =>
        await Store.FirstOrDefaultAsync(new SqlQuery($"SELECT count(*) AS n FROM {table}"), r => r.Int64("n"));
}
