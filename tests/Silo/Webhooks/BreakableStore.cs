using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Storage;

namespace Switchboard.Tests.Silo.Webhooks;

/// <summary>A store that misbehaves as a database can when a test says so.</summary>
internal sealed class BreakableStore(IStore inner) : IStore
{
    private readonly ConcurrentDictionary<Task, bool> _commits = new();
    private volatile bool _isBroken;

    public SqlDialect Dialect => inner.Dialect;

    public StoreHealth Health => inner.Health;

    /// <summary>Answers a query only when everything has been committed that was under way: what it answers is old by then.</summary>
    public bool ReadsAreOld { get; set; }

    public static void Replace(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IStore));
        services.RemoveAll<IStore>();
        services.AddSingleton(provider => new BreakableStore((IStore)inner.ImplementationFactory!(provider)));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<BreakableStore>());
    }

    /// <summary>From now on nothing is written.</summary>
    public void Break() => _isBroken = true;

    public async Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default)
    {
        if (_isBroken)
            throw new StoreUnavailableException("Broken by the test.", outcomeUnknown: false);
        var commit = inner.CommitAsync(set, cancellationToken);
        _commits.TryAdd(commit, true);
        try
        {
            return await commit;
        }
        finally
        {
            _commits.TryRemove(commit, out _);
        }
    }

    public async ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default)
    {
        var rows = await inner.QueryAsync(query, map, cancellationToken);
        if (ReadsAreOld)
            await Task.WhenAll(_commits.Keys);
        return rows;
    }

    public Task ExpungeAsync(CancellationToken cancellationToken = default) => inner.ExpungeAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
