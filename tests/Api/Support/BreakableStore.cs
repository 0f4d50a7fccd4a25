using Switchboard.Storage;

namespace Switchboard.Tests.Api.Support;

/// <summary>The node's store, until a test lets it fail.</summary>
internal sealed class BreakableStore(IStore inner) : IStore
{
    private Loss? _loss;

    /// <summary>What every use of the store throws; null while it works.</summary>
    public Func<Exception>? Failure { get; set; }

    /// <summary>What every query waits for before it is asked; null while the store answers.</summary>
    public Task? Hangs { get; set; }

    /// <summary>
    /// Loses one commit: the one after so many others. Its answer is that the outcome is unknown, whether it was written or not.
    /// </summary>
    public void LoseCommit(int after, bool isWritten) => _loss = new Loss(after, isWritten);

    public SqlDialect Dialect => inner.Dialect;

    public StoreHealth Health => Failure is null ? inner.Health : new StoreHealth(DateTimeOffset.UnixEpoch, "broken by the test");

    public async Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default)
    {
        if (Failure is { } failure)
            throw failure();
        if (_loss?.IsNext() is not true)
            return await inner.CommitAsync(set, cancellationToken);
        if (_loss.IsWritten)
            await inner.CommitAsync(set, cancellationToken);
        throw new StoreUnavailableException("lost by the test", outcomeUnknown: true);
    }

    public async ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default)
    {
        if (Hangs is { } hangs)
            await hangs;
        return Failure is { } failure ? throw failure() : await inner.QueryAsync(query, map, cancellationToken);
    }

    public Task ExpungeAsync(CancellationToken cancellationToken = default) =>
        Failure is { } failure ? throw failure() : inner.ExpungeAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Loss(int after, bool isWritten)
    {
        private int _commitsBefore = after + 1;

        public bool IsWritten => isWritten;

        public bool IsNext() => Interlocked.Decrement(ref _commitsBefore) == 0;
    }
}
