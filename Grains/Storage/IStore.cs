namespace Switchboard.Storage;

/// <summary>
/// The store of a node: grains' state rows, events, ledgers and plain rows in one database (SQLite or PostgreSQL), with one way to write and one to read.
/// Safe for use by any number of threads.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Where the SQL of queries differs between the databases.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Whether the store can write at the moment.</summary>
    StoreHealth Health { get; }

    /// <summary>
    /// Commits a set, all or nothing, together with whatever else is waiting. When it returns <see cref="CommitVerdict.Committed"/>, the set is durable and
    /// every later read sees it. Sets that touch different rows are committed in no promised order.
    /// </summary>
    /// <param name="set">What to write; not to be changed any more.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn. Once the set is being written it has no effect: the outcome is reported.</param>
    /// <exception cref="StoreUnavailableException">The database cannot write, or the answer was lost: see its property.</exception>
    /// <exception cref="StoreBusyException">Too much is waiting, or this set waited too long; nothing was written.</exception>
    /// <exception cref="StoreRejectedException">The database refused this set for what is in it; nothing was written.</exception>
    /// <exception cref="ArgumentException">The set is larger than all that may wait.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; nothing was written.</exception>
    Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default);

    /// <summary>Runs a query and maps its rows. Sees everything acknowledged before it was called.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sees to it that what was deleted or overwritten before is not in the store's own files any more. On SQLite that is so when it returns; PostgreSQL's
    /// server does it in its own time, with its vacuum.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It could not be done now; try again.</exception>
    Task ExpungeAsync(CancellationToken cancellationToken = default);
}
