using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Storage;

namespace Switchboard.Tests.Silo.Webhooks;

/// <summary>A store whose database goes away when a test says so: from then on nothing is written.</summary>
internal sealed class BreakableStore(IStore inner) : IStore
{
    private volatile bool _isBroken;

    public SqlDialect Dialect => inner.Dialect;

    public StoreHealth Health => inner.Health;

    public static void Replace(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IStore));
        services.RemoveAll<IStore>();
        services.AddSingleton(provider => new BreakableStore((IStore)inner.ImplementationFactory!(provider)));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<BreakableStore>());
    }

    public void Break() => _isBroken = true;

    public Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default) => _isBroken
        ? Task.FromException<CommitVerdict>(new StoreUnavailableException("Broken by the test.", outcomeUnknown: false))
        : inner.CommitAsync(set, cancellationToken);

    public ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(query, map, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
