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

    /// <summary>The tenant's runs that wait for money.</summary>
    internal ValueTask<IReadOnlyList<string>> WaitingForFundsAsync(string tenantId) => store.QueryAsync(
        new SqlQuery("SELECT id FROM runs WHERE tenant_id = @tenant AND status = 'paused' AND pause_reason = 'insufficient_funds'") { ["tenant"] = tenantId },
        row => row.Text("id"));
}
