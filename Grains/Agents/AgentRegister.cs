using Switchboard.Caching;
using Switchboard.Storage;
using Switchboard.Voices;

namespace Switchboard.Agents;

/// <summary>The voice agents of all tenants. What may be written is a matter of <see cref="AgentEditor"/>.</summary>
public sealed class AgentRegister(IStore store, TimeProvider time)
{
    // Every call asks for its agent; a change made on another node is seen within this time.
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(30);
    private const int CacheCapacity = 10_000;

    private readonly TimedCache<(string TenantId, string Id), Agent> _cache = new(time, CacheAge, CacheCapacity);

    /// <summary>
    /// An agent of the tenant's that is not deleted, or null. What this node changed is seen at once, what another one did within 30 seconds; see
    /// <see cref="ReadAsync"/>.
    /// </summary>
    public ValueTask<Agent?> FindAsync(string tenantId, string id) => _cache.GetAsync((tenantId, id), LoadAsync);

    /// <summary>The same, as it is in the store at this moment.</summary>
    public async ValueTask<Agent?> ReadAsync(string tenantId, string id) => await LoadAsync((tenantId, id));

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

    /// <summary>One of the tenant's agents that speaks with the voice of a speaker; null when none does.</summary>
    public ValueTask<Agent?> FirstWithSpeakerAsync(string tenantId, string speakerId) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM agents WHERE tenant_id = @tenant AND speaker_id = @speaker AND deleted_at IS NULL ORDER BY id LIMIT 1")
        {
            ["tenant"] = tenantId,
            ["speaker"] = speakerId,
        },
        AgentTables.Read);

    /// <summary>Adds an agent.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="speaker">The speaker of the tenant's own whose voice it has.</param>
    /// <returns>False when the speaker is not as it was read: look again.</returns>
    internal async Task<bool> TryAddAsync(Agent agent, Speaker? speaker) => await TryCommitAsync(agent, new WriteSet().InsertAgent(agent), speaker);

    /// <summary>Replaces an agent if nobody has changed it since it was read.</summary>
    /// <param name="read">As it was read.</param>
    /// <param name="changed">As it is to be.</param>
    /// <param name="speaker">The speaker of the tenant's own whose voice it gets.</param>
    /// <returns>The agent as written; null when it or the speaker is not as it was read: look again.</returns>
    internal async Task<Agent?> TryUpdateAsync(Agent read, Agent changed, Speaker? speaker)
    {
        var next = changed with { Revision = read.Revision + 1 };
        return await TryCommitAsync(next, new WriteSet().UpdateAgent(read, next), speaker) ? next : null;
    }

    /// <summary>Deletes an agent if nobody has changed it since it was read; false when somebody has.</summary>
    internal Task<bool> TryDeleteAsync(Agent read) => TryCommitAsync(read, new WriteSet().DeleteAgent(read, time.GetUtcNow()), speaker: null);

    private async Task<bool> TryCommitAsync(Agent agent, WriteSet set, Speaker? speaker)
    {
        // The speaker's own revision moves with it, so that nobody deletes a voice at the moment at which it is taken.
        speaker?.AddTaken(set);
        try
        {
            return await store.CommitAsync(set) is CommitVerdict.Committed;
        }
        finally
        {
            // After a lost answer, too.
            _cache.Remove((agent.TenantId, agent.Id));
        }
    }

    private async Task<Agent?> LoadAsync((string TenantId, string Id) key) => await store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM agents WHERE tenant_id = @tenant AND id = @id AND deleted_at IS NULL")
        {
            ["tenant"] = key.TenantId,
            ["id"] = key.Id,
        },
        AgentTables.Read);
}
