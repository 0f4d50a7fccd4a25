using Microsoft.Extensions.Logging;

namespace Switchboard.Storage;

/// <summary>The store as a node runs it: a database behind the commit queue.</summary>
internal sealed class Store(IStoreDatabase database, CommitQueueOptions options, TimeProvider time, ILogger<Store> logger) : IStore
{
    private readonly CommitQueue _queue = new(database, options, time, logger);

    /// <inheritdoc/>
    public SqlDialect Dialect => database.Dialect;

    /// <inheritdoc/>
    public StoreHealth Health => _queue.Health;

    /// <inheritdoc/>
    public Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default) => _queue.CommitAsync(set, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default) =>
        database.QueryAsync(query, map, cancellationToken);

    /// <inheritdoc/>
    public Task ExpungeAsync(CancellationToken cancellationToken = default) => database.ExpungeAsync(cancellationToken);

    /// <summary>Writes what waits, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await database.DisposeAsync();
    }
}
