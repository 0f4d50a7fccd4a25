using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>Reads what was uploaded to campaigns. Written by <see cref="AudienceImporter"/>.</summary>
public sealed class AudienceRegister(IStore store)
{
    /// <summary>The uploads to a campaign of the tenant's, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="beforeId">Only those older than this one; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<AudienceUpload>> UploadsAsync(string tenantId, string campaignId, string? beforeId, int limit)
    {
        var query = new SqlQuery("SELECT * FROM audience_uploads WHERE campaign_id = @campaign AND tenant_id = @tenant")
        {
            ["campaign"] = campaignId,
            ["tenant"] = tenantId,
            ["limit"] = limit,
        };
        if (beforeId is not null)
            query.Append(" AND id < @before").With("before", beforeId);
        return store.QueryAsync(query.Append(" ORDER BY id DESC LIMIT @limit"), ReadUpload);
    }

    /// <summary>The last upload to a campaign of the tenant's; null when there was none.</summary>
    public async ValueTask<AudienceUpload?> LastUploadAsync(string tenantId, string campaignId) =>
        await UploadsAsync(tenantId, campaignId, beforeId: null, limit: 1) is [var last, ..] ? last : null;

    /// <summary>An upload to a campaign of the tenant's; null when there is none.</summary>
    public ValueTask<AudienceUpload?> FindUploadAsync(string tenantId, string campaignId, string id) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM audience_uploads WHERE id = @id AND campaign_id = @campaign AND tenant_id = @tenant")
        {
            ["id"] = id,
            ["campaign"] = campaignId,
            ["tenant"] = tenantId,
        },
        ReadUpload);

    /// <summary>The rows of an upload that were not accepted, in their order.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="afterLine">Only those behind this line; 0 from the first.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<RejectedRow>> RejectedRowsAsync(string tenantId, string uploadId, long afterLine, int limit) => store.QueryAsync(
        new SqlQuery("""
            SELECT line, phone, reason FROM audience_rejected_rows
            WHERE upload_id = @upload AND tenant_id = @tenant AND line > @after ORDER BY line LIMIT @limit
            """)
        {
            ["upload"] = uploadId,
            ["tenant"] = tenantId,
            ["after"] = afterLine,
            ["limit"] = limit,
        },
        row => new RejectedRow(row.Int64("line"), row.Text("phone"), row.Text("reason")));

    /// <summary>Those of the numbers that are in an audience, each with whether a run has reached it.</summary>
    internal async Task<IReadOnlyDictionary<string, bool>> FindAsync(string audienceId, IReadOnlyCollection<string> phones)
    {
        if (phones.Count == 0)
            return new Dictionary<string, bool>();
        var query = new SqlQuery($"SELECT phone_e164, reached FROM targets WHERE audience_id = @audience AND {store.Dialect.In("phone_e164", "phones")}")
        {
            ["audience"] = audienceId,
            ["phones"] = phones,
        };
        return (await store.QueryAsync(query, row => KeyValuePair.Create(row.Text("phone_e164"), row.Boolean("reached")))).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The row of an upload.</summary>
    internal static Row ToRow(AudienceUpload upload, string tenantId, string campaignId, string audienceId) => new()
    {
        ["id"] = upload.Id,
        ["tenant_id"] = tenantId,
        ["campaign_id"] = campaignId,
        ["audience_id"] = audienceId,
        ["mode"] = upload.Mode == AudienceMode.Add ? "add" : "replace",
        ["accepted"] = upload.Accepted,
        ["duplicates"] = upload.Duplicates,
        ["rejected_dnc"] = upload.RejectedDnc,
        ["rejected_ncpr"] = upload.RejectedNcpr,
        ["rejected_cooldown"] = upload.RejectedCooldown,
        ["rejected_invalid"] = upload.RejectedInvalid,
        ["ignored_columns"] = upload.IgnoredColumns,
        ["shortened_values"] = upload.ShortenedValues,
        ["created_at"] = upload.CreatedAt,
    };

    private static AudienceUpload ReadUpload(RowReader row) => new(
        row.Text("id"), row.Text("mode") == "add" ? AudienceMode.Add : AudienceMode.Replace, row.Int64("accepted"), row.Int64("duplicates"),
        row.Int64("rejected_dnc"), row.Int64("rejected_ncpr"), row.Int64("rejected_cooldown"), row.Int64("rejected_invalid"),
        row.Int64("ignored_columns"), row.Int64("shortened_values"), row.Timestamp("created_at"));
}
