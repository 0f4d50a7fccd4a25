using Switchboard.Objections;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>The campaigns of the tenants: plain rows. What runs is a grain; see <see cref="IRunGrain"/>.</summary>
public sealed class CampaignRegister(IStore store)
{
    private static readonly string[] StillCalling = [CampaignStatus.Draft.ToName(), CampaignStatus.Live.ToName(), CampaignStatus.Paused.ToName()];

    /// <summary>A campaign of the tenant's, retired or not; null when there is none.</summary>
    public ValueTask<Campaign?> FindAsync(string tenantId, string id) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM campaigns WHERE id = @id AND tenant_id = @tenant") { ["id"] = id, ["tenant"] = tenantId }, CampaignTables.Read);

    /// <summary>The tenant's campaigns, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="statuses">Only those that stand so; empty for all.</param>
    /// <param name="beforeId">Only those older than this one; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<Campaign>> PageAsync(string tenantId, IReadOnlyCollection<CampaignStatus> statuses, string? beforeId, int limit)
    {
        var query = new SqlQuery("SELECT * FROM campaigns WHERE tenant_id = @tenant") { ["tenant"] = tenantId, ["limit"] = limit };
        if (statuses.Count > 0)
            query.Append($" AND {store.Dialect.In("status", "statuses")}").With("statuses", statuses.Select(status => status.ToName()).ToList());
        if (beforeId is not null)
            query.Append(" AND id < @before").With("before", beforeId);
        return store.QueryAsync(query.Append(" ORDER BY id DESC LIMIT @limit"), CampaignTables.Read);
    }

    /// <summary>One of the tenant's campaigns that may still call and speaks through the agent; null when there is none.</summary>
    public ValueTask<Campaign?> FirstWithAgentAsync(string tenantId, string agentId) => store.FirstOrDefaultAsync(
        new SqlQuery($"""
            SELECT * FROM campaigns
            WHERE tenant_id = @tenant AND agent_id = @agent AND archived_at IS NULL AND {store.Dialect.In("status", "statuses")} ORDER BY id LIMIT 1
            """)
        {
            ["tenant"] = tenantId,
            ["agent"] = agentId,
            ["statuses"] = StillCalling,
        },
        CampaignTables.Read);

    /// <summary>A page of the tenant's campaigns that are not deleted, newest first, and how many there are on all pages.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="statuses">Only those that stand so; empty for all.</param>
    /// <param name="kind">Only those of this kind; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">How many newer ones to pass over.</param>
    public async Task<ListPage<Campaign>> PageAsync(string tenantId, IReadOnlyCollection<CampaignStatus> statuses, string? kind, int limit, long offset)
    {
        var total = await store.FirstOrDefaultAsync(Filtered("SELECT COUNT(*) AS n"), row => row.Int64("n"));
        if (offset >= total || limit == 0) return new ListPage<Campaign>([], total);
        var page = Filtered("SELECT *").Append(" ORDER BY id DESC LIMIT @limit OFFSET @offset").With("limit", limit).With("offset", offset);
        return new ListPage<Campaign>(await store.QueryAsync(page, CampaignTables.Read), total);

        SqlQuery Filtered(string select)
        {
            var query = new SqlQuery($"{select} FROM campaigns WHERE tenant_id = @tenant AND archived_at IS NULL") { ["tenant"] = tenantId };
            if (statuses.Count > 0)
                query.Append($" AND {store.Dialect.In("status", "statuses")}").With("statuses", statuses.Select(status => status.ToName()).ToList());
            if (kind is not null)
                query.Append(" AND kind = @kind").With("kind", kind);
            return query;
        }
    }

    /// <summary>How many numbers the audience in force has: as many as were ever put in, less those of people who were erased.</summary>
    public ValueTask<long> AudienceCountAsync(Campaign campaign) => campaign.AudienceId is { } audience
        ? store.FirstOrDefaultAsync(
            new SqlQuery("""
                SELECT next - COALESCE((SELECT targets FROM audience_erasures WHERE audience_id = @audience), 0) AS n FROM ordinals WHERE scope = @scope
                """)
            {
                ["audience"] = audience,
                ["scope"] = Ordinals.ScopeOf(TargetTables.Targets, audience),
            },
            row => row.Int64("n"))
        : ValueTask.FromResult(0L);

    /// <summary>Creates a campaign with the first version of its rule book, in one transaction.</summary>
    public async Task CreateAsync(Campaign campaign, RuleBookVersion ruleBook)
    {
        var set = new WriteSet()
            .Insert(CampaignTables.Campaigns, CampaignTables.ToRow(campaign))
            .Insert(CampaignTables.RuleBooks, CampaignTables.ToRuleBookRow(ruleBook));
        ObjectionUsage.Count(set, ruleBook.RuleBook);
        if (await store.CommitAsync(set) is not CommitVerdict.Committed)
            throw new InvalidOperationException($"Campaign {campaign.Id} exists already.");
    }

    /// <summary>
    /// Replaces the row if nobody has changed it since <paramref name="read"/> was read, and adds a version of the rule book with it.
    /// </summary>
    /// <returns>The campaign as written; null when it was changed meanwhile: read it again.</returns>
    public async Task<Campaign?> TryUpdateAsync(Campaign read, Campaign changed, RuleBookVersion? ruleBook = null)
    {
        var next = changed with { Revision = read.Revision + 1 };
        var set = new WriteSet();
        AddUpdate(set, read, next);
        if (ruleBook is not null)
        {
            set.Insert(CampaignTables.RuleBooks, CampaignTables.ToRuleBookRow(ruleBook));
            ObjectionUsage.Count(set, ruleBook.RuleBook, replaced: read.RuleBook);
        }

        return await store.CommitAsync(set) is CommitVerdict.Committed ? next : null;
    }

    /// <summary>Deletes a draft that nobody has changed since it was read, as if it had never been; false when somebody did.</summary>
    internal async Task<bool> TryDeleteAsync(Campaign draft)
    {
        var set = new WriteSet()
            .Delete(CampaignTables.Campaigns, new Row { ["id"] = draft.Id }, when: new Row { ["revision"] = draft.Revision })
            .Delete(CampaignTables.RuleBooks, new Row { ["campaign_id"] = draft.Id, ["number"] = draft.RuleBookVersion });
        ObjectionUsage.Forget(set, draft.RuleBook);
        return await store.CommitAsync(set) is CommitVerdict.Committed;
    }

    /// <summary>Puts a change of a campaign into somebody else's transaction, on the condition of the revision that was read.</summary>
    internal static void AddUpdate(WriteSet set, Campaign read, Campaign next) => set.Update(
        CampaignTables.Campaigns, CampaignTables.ToRow(next), when: new Row { ["revision"] = read.Revision }, required: true);

    /// <summary>Puts what a run changes of its campaign into the run's transaction, on the condition of the revision that was read.</summary>
    internal static void AddStep(WriteSet set, Campaign read, Campaign next)
    {
        var row = new Row
        {
            ["id"] = next.Id,
            ["status"] = next.Status.ToName(),
            ["run_id"] = next.RunId,
            ["runs_count"] = next.RunsCount,
            ["event_sequence"] = next.EventSequence,
            ["revision"] = next.Revision,
            ["updated_at"] = next.UpdatedAt,
        };
        set.Update(CampaignTables.Campaigns, row, when: new Row { ["revision"] = read.Revision }, required: true);
    }

    /// <summary>The versions of a campaign's rule book, newest first.</summary>
    public ValueTask<IReadOnlyList<RuleBookVersion>> RuleBooksAsync(string tenantId, string campaignId, int limit) => store.QueryAsync(
        new SqlQuery("SELECT * FROM rule_books WHERE campaign_id = @campaign AND tenant_id = @tenant ORDER BY number DESC LIMIT @limit")
        {
            ["campaign"] = campaignId,
            ["tenant"] = tenantId,
            ["limit"] = limit,
        },
        CampaignTables.ReadRuleBook);
}
