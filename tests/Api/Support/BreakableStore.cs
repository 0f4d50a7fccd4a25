using Switchboard.Storage;

namespace Switchboard.Tests.Api.Support;

/// <summary>The node's store, until a test lets it fail.</summary>
internal sealed class BreakableStore(IStore inner) : IStore
{
    /// <summary>What every use of the store throws; null while it works.</summary>
    public Func<Exception>? Failure { get; set; }

    public SqlDialect Dialect => inner.Dialect;

    public StoreHealth Health => Failure is null ? inner.Health : new StoreHealth(DateTimeOffset.UnixEpoch, "broken by the test");

    public Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default) =>
        Failure is { } failure ? throw failure() : inner.CommitAsync(set, cancellationToken);

    public ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default) =>
        Failure is { } failure ? throw failure() : inner.QueryAsync(query, map, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
