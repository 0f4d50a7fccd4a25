using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>Which approvals a list shows.</summary>
/// <param name="CampaignId">Only those of this campaign; null for all.</param>
/// <param name="Status">Only those that stand so; null for all.</param>
public readonly record struct ApprovalFilter(string? CampaignId = null, ApprovalStatus? Status = null);

/// <summary>Reads approvals: the rows that the grains write.</summary>
public sealed class ApprovalRegister(IStore store)
{
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
}
