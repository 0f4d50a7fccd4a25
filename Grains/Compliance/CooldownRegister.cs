using System.Collections.Immutable;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Which numbers the campaigns of a tenant have called lately: one that a campaign has called is not called by another for
/// <c>Compliance:CooldownDays</c> (contract, section 1). Binds campaigns only.
/// </summary>
/// <param name="store">Where its rows are.</param>
/// <param name="cooldown">How long; zero: no other campaign is kept from a number.</param>
/// <param name="time">The clock.</param>
public sealed class CooldownRegister(IStore store, TimeSpan cooldown, TimeProvider time)
{
    /// <summary>One row for each number of a tenant that a campaign has called: the latest.</summary>
    public static readonly TableSchema Table = new(
        "campaign_calls",
        [Column.Text("tenant_id"), Column.Text("phone_e164"), Column.Text("campaign_id"), Column.Timestamp("called_at")],
        key: ["tenant_id", "phone_e164"]);

    /// <summary>
    /// Notes a call in the transaction that decides to place it, or takes the note back. On the condition of the note that was read: of two campaigns that decide at
    /// the same moment, one decides again and finds the other's note.
    /// </summary>
    public static void Write(WriteSet set, string tenantId, CampaignCallChange change)
    {
        var row = new Row
        {
            ["tenant_id"] = tenantId,
            ["phone_e164"] = change.Phone,
            ["campaign_id"] = change.To.CampaignId,
            ["called_at"] = change.To.CalledAt,
        };
        if (change.From is { } from)
            set.Update(Table, row, when: new Row { ["campaign_id"] = from.CampaignId, ["called_at"] = from.CalledAt }, change.IsRequired);
        else
            set.Insert(Table, row);
    }

    /// <summary>The notes of the numbers that a campaign of the tenant has ever called, by number.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="phones">The numbers, E.164; some hundreds at once.</param>
    public async Task<IReadOnlyDictionary<string, CampaignCall>> LastCallsAsync(string tenantId, IReadOnlyCollection<string> phones)
    {
        if (phones.Count == 0)
            return ImmutableDictionary<string, CampaignCall>.Empty;
        var query = new SqlQuery(
            $"SELECT phone_e164, campaign_id, called_at FROM campaign_calls WHERE tenant_id = @tenant AND {store.Dialect.In("phone_e164", "phones")}")
        {
            ["tenant"] = tenantId,
            ["phones"] = phones,
        };
        var rows = await store.QueryAsync(query, row => (Phone: row.Text("phone_e164"), Call: new CampaignCall(row.Text("campaign_id"), row.Timestamp("called_at"))));
        return rows.ToDictionary(row => row.Phone, row => row.Call, StringComparer.Ordinal);
    }

    /// <summary>Whether a number's last call keeps a campaign from calling it now.</summary>
    public bool Binds(CampaignCall? lastCall, string campaignId) =>
        lastCall is not null && lastCall.CampaignId != campaignId && lastCall.CalledAt > time.GetUtcNow() - cooldown;

    /// <summary>Those of the numbers that another campaign of the tenant has called within the time.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="phones">The numbers, E.164; some hundreds at once.</param>
    /// <param name="campaignId">The campaign that wants to call; null for any.</param>
    public async Task<IReadOnlySet<string>> FindAsync(string tenantId, IReadOnlyCollection<string> phones, string? campaignId)
    {
        if (cooldown == TimeSpan.Zero || phones.Count == 0)
            return new HashSet<string>();
        var query = new SqlQuery($"""
            SELECT phone_e164 FROM campaign_calls
            WHERE tenant_id = @tenant AND called_at > @since AND {store.Dialect.In("phone_e164", "phones")}
            """)
        {
            ["tenant"] = tenantId,
            ["since"] = time.GetUtcNow() - cooldown,
            ["phones"] = phones,
        };
        if (campaignId is not null)
            query.Append(" AND campaign_id <> @campaign").With("campaign", campaignId);
        return (await store.QueryAsync(query, row => row.Text("phone_e164"))).ToHashSet(StringComparer.Ordinal);
    }
}
