using Switchboard.Caching;
using Switchboard.Storage;

namespace Switchboard.Agents;

/// <summary>The voice agents of all tenants.</summary>
public sealed class AgentRegister(IStore store, TimeProvider time)
{
    // Every call asks for its agent; a change made on another node is seen within this time.
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(30);
    private const int CacheCapacity = 10_000;

    private readonly TimedCache<(string TenantId, string Id), Agent> _cache = new(time, CacheAge, CacheCapacity);

    /// <summary>An agent of the tenant's that is not deleted, or null.</summary>
    public ValueTask<Agent?> FindAsync(string tenantId, string id) => _cache.GetAsync((tenantId, id), LoadAsync);

    /// <summary>A page of the tenant's agents, oldest first.</summary>
    public ValueTask<IReadOnlyList<Agent>> PageAsync(string tenantId, int limit, int offset) => store.QueryAsync(
        new SqlQuery("SELECT * FROM agents WHERE tenant_id = @tenant AND deleted_at IS NULL ORDER BY id LIMIT @limit OFFSET @offset")
        {
            ["tenant"] = tenantId,
            ["limit"] = limit,
            ["offset"] = offset,
        },
        AgentTables.Read);

    /// <summary>How many agents the tenant has.</summary>
    public ValueTask<long> CountAsync(string tenantId) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT COUNT(*) AS agents FROM agents WHERE tenant_id = @tenant AND deleted_at IS NULL") { ["tenant"] = tenantId },
        row => row.Int64("agents"));

    private async Task<Agent?> LoadAsync((string TenantId, string Id) key) => await store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM agents WHERE tenant_id = @tenant AND id = @id AND deleted_at IS NULL")
        {
            ["tenant"] = key.TenantId,
            ["id"] = key.Id,
        },
        AgentTables.Read);
}
