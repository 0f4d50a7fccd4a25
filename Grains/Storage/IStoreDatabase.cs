namespace Switchboard.Storage;

/// <summary>One of the two databases: executes batches and queries. The store puts the commit queue before it.</summary>
internal interface IStoreDatabase : IBatchExecutor, IAsyncDisposable
{
    /// <summary>The SQL it speaks.</summary>
    SqlDialect Dialect { get; }

    /// <summary>As <see cref="IStore.QueryAsync"/>.</summary>
    ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken);

    /// <summary>As <see cref="IStore.ExpungeAsync"/>.</summary>
    Task ExpungeAsync(CancellationToken cancellationToken);
}
