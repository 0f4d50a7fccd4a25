using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>Reads runs: the rows that their grains write, so a list is never behind them.</summary>
public sealed class RunRegister(IStore store)
{
    /// <summary>A run of the tenant's; null when there is none.</summary>
    public ValueTask<RunView?> FindAsync(string tenantId, string runId) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM runs WHERE id = @id AND tenant_id = @tenant") { ["id"] = runId, ["tenant"] = tenantId }, RunTables.ReadView);

    /// <summary>The runs of a campaign of the tenant's, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="beforeNumber">Only runs with a lower <see cref="RunView.Number"/>; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<RunView>> PageAsync(string tenantId, string campaignId, int? beforeNumber, int limit)
    {
        var query = new SqlQuery("SELECT * FROM runs WHERE campaign_id = @campaign AND tenant_id = @tenant")
        {
            ["campaign"] = campaignId,
            ["tenant"] = tenantId,
            ["limit"] = limit,
        };
        if (beforeNumber is { } number)
            query.Append(" AND number < @before").With("before", number);
        return store.QueryAsync(query.Append(" ORDER BY number DESC LIMIT @limit"), RunTables.ReadView);
    }

    /// <summary>What the run has done so far. Its counters know of a call only when it has ended; those under way are asked themselves.</summary>
    /// <param name="run">The run as committed.</param>
    public async ValueTask<RunProgress> ProgressAsync(RunView run)
    {
        var counted = new RunProgress(run.Dialled, run.Connected, run.Attempts);
        if (run.InFlight == 0) return counted;

        // An older run may have calls under way to an audience that is not the campaign's any more.
        var audience = await store.FirstOrDefaultAsync(
            new SqlQuery("SELECT state FROM runs WHERE id = @id AND tenant_id = @tenant") { ["id"] = run.Id, ["tenant"] = run.TenantId },
            row => RunJson.ReadState(row.Text("state")).AudienceId);
        if (audience is null) return counted;

        // The counters are read again with the calls: one that ends meanwhile is counted once, here or there.
        // Every ordinal is 0 or more; saying so has the index of claimed targets used, rather than the whole audience read.
        var query = new SqlQuery("""
            SELECT r.dialled + COUNT(CASE WHEN t.attempts = 1 THEN c.id END) AS dialled,
                r.connected + COUNT(CASE WHEN c.status IN ('in_progress', 'completed') THEN c.id END) AS connected,
                r.attempts + COUNT(c.id) AS attempts
            FROM runs r
            LEFT JOIN targets t ON t.audience_id = @audience AND t.ordinal >= 0 AND t.status = 'claimed' AND t.run_number = r.number
            LEFT JOIN calls c ON c.id = t.call_id AND c.tenant_id = r.tenant_id AND c.status NOT IN ('queued', 'canceled')
            WHERE r.id = @id AND r.tenant_id = @tenant
            GROUP BY r.dialled, r.connected, r.attempts
            """)
        {
            ["audience"] = audience,
            ["id"] = run.Id,
            ["tenant"] = run.TenantId,
        };
        return await store.FirstOrDefaultAsync(query, row => new RunProgress(row.Int64("dialled"), row.Int64("connected"), row.Int64("attempts")));
    }

    /// <summary>The tenant's runs that wait for money.</summary>
    internal ValueTask<IReadOnlyList<string>> WaitingForFundsAsync(string tenantId) => store.QueryAsync(
        new SqlQuery("SELECT id FROM runs WHERE tenant_id = @tenant AND status = 'paused' AND pause_reason = 'insufficient_funds'") { ["tenant"] = tenantId },
        row => row.Text("id"));
}
