using System.Collections.Immutable;
using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>Which approvals a list shows.</summary>
/// <param name="CampaignId">Only those of this campaign; null for all.</param>
/// <param name="Status">Only those that stand so; null for all.</param>
public readonly record struct ApprovalFilter(string? CampaignId = null, ApprovalStatus? Status = null);

/// <summary>What a run's calls asked for, in numbers.</summary>
/// <param name="Pending">Approvals that wait for a decision.</param>
/// <param name="ConcessionsDecided">Concessions that were granted or refused, by a person or by the campaign's threshold.</param>
public readonly record struct RunApprovals(long Pending, long ConcessionsDecided);

/// <summary>Reads approvals: the rows that the grains write.</summary>
public sealed class ApprovalRegister(IStore store)
{
    /// <summary>An approval of any tenant's, for who will prove to be allowed to see it; null when there is none.</summary>
    internal ValueTask<ApprovalView?> FindAsync(string id) =>
        store.ReadAsync(ApprovalTables.Approvals, new Row { ["id"] = id }, ApprovalTables.ReadView);

    /// <summary>A page of a tenant's approvals, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="beforeId">Only those older than this one; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<IReadOnlyList<ApprovalView>> PageAsync(
        string tenantId, ApprovalFilter filter, string? beforeId, int limit, CancellationToken cancellationToken = default)
    {
        var query = new SqlQuery("SELECT * FROM approvals WHERE tenant_id = @tenant") { ["tenant"] = tenantId, ["limit"] = limit };
        if (filter.CampaignId is { } campaignId)
            query.Append(" AND campaign_id = @campaign").With("campaign", campaignId);
        if (filter.Status is { } status)
            query.Append(" AND status = @status").With("status", status.ToName());
        if (beforeId is not null)
            query.Append(" AND id < @before").With("before", beforeId);
        return store.QueryAsync(query.Append(" ORDER BY id DESC LIMIT @limit"), ApprovalTables.ReadView, cancellationToken);
    }

    /// <summary>The numbers of approvals of some of a tenant's runs. A run without any is not among the answers.</summary>
    /// <param name="tenantId">Whose runs.</param>
    /// <param name="runIds">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<IReadOnlyDictionary<string, RunApprovals>> CountsOfRunsAsync(
        string tenantId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken = default)
    {
        if (runIds.Count == 0)
            return ImmutableDictionary<string, RunApprovals>.Empty;
        var query = new SqlQuery($"""
            SELECT run_id, CAST(sum(CASE WHEN status = 'pending' THEN 1 ELSE 0 END) AS bigint) AS pending,
                CAST(sum(CASE WHEN action = 'concession' AND status IN ('approved', 'denied') THEN 1 ELSE 0 END) AS bigint) AS decided
            FROM approvals WHERE {store.Dialect.In("run_id", "runs")} AND run_id IS NOT NULL AND tenant_id = @tenant GROUP BY run_id
            """)
        {
            ["runs"] = runIds,
            ["tenant"] = tenantId,
        };
        var counts = await store.QueryAsync(
            query, row => (Run: row.Text("run_id"), Approvals: new RunApprovals(row.Int64("pending"), row.Int64("decided"))), cancellationToken);
        return counts.ToDictionary(count => count.Run, count => count.Approvals);
    }
}
