using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>Reads what the campaigns' calls come to.</summary>
public sealed class MetricsRegister(IStore store, TimeProvider time)
{
    /// <summary>The metrics of some campaigns, by the campaigns' ids. A campaign's clock is that of its window.</summary>
    public async Task<IReadOnlyDictionary<string, CampaignMetrics>> OfAsync(IReadOnlyCollection<Campaign> campaigns)
    {
        if (campaigns.Count == 0) return new Dictionary<string, CampaignMetrics>();
        var query = new SqlQuery($"SELECT * FROM campaign_call_counts WHERE {store.Dialect.In("campaign_id", "campaigns")}")
        {
            ["campaigns"] = campaigns.Select(campaign => campaign.Id).ToList(),
        };
        var counts = (await store.QueryAsync(query, row => (
            Campaign: row.Text("campaign_id"),
            Count: new SlotCount(row.Int64("slot"), row.Int64("dialled"), row.Int64("ended"), row.Int64("connected"), row.Int64("talk_sec")))))
            .ToLookup(row => row.Campaign, row => row.Count);
        var now = time.GetUtcNow();
        return campaigns.ToDictionary(
            campaign => campaign.Id,
            campaign => counts.Contains(campaign.Id)
                ? CampaignMetrics.Of(counts[campaign.Id], campaign.Window?.FallbackZone, now)
                : CampaignMetrics.None);
    }
}
