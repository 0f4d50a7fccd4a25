using Switchboard.Storage;

namespace Switchboard.Silo.Health;

/// <summary>Whether the store answers, and its last write went through.</summary>
internal sealed class StoreProbe(IStore store, TimeProvider time)
{
    private readonly DependencyProbe _probe = new(
        store.Dialect.Name.ToLowerInvariant(), async () => await store.QueryAsync(new SqlQuery("SELECT 1 AS one"), row => row.Int64("one")), time);

    /// <summary>How the store stands.</summary>
    public Task<DependencyHealth> LookAsync() => store.Health.IsOk ? _probe.LookAsync() : Task.FromResult(_probe.Unavailable);
}
