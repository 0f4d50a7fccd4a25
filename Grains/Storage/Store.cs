using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Switchboard.Telemetry;

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
    public Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default) =>
        Tracing.IsOn && Activity.Current is not null ? CommitTracedAsync(set, cancellationToken) : _queue.CommitAsync(set, cancellationToken);

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

    /// <summary>The span is the wait for a place in a batch and the batch itself, which others share.</summary>
    private async Task<CommitVerdict> CommitTracedAsync(WriteSet set, CancellationToken cancellationToken)
    {
        using var span = EngineTelemetry.Source.StartActivity("store commit", ActivityKind.Client);
        span?.SetTag("db.system.name", Dialect.Name.ToLowerInvariant()).SetTag("db.operation.name", "commit").SetTag("switchboard.store.rows", set.RowCount);
        try
        {
            var verdict = await _queue.CommitAsync(set, cancellationToken);
            if (verdict is not CommitVerdict.Committed) span?.SetStatus(ActivityStatusCode.Error, verdict.GetType().Name);
            return verdict;
        }
        catch (StoreException e)
        {
            span.Fail(e);
            throw;
        }
    }
}
