using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <content>Audiences that are drawn from the tenant's contacts.</content>
public sealed partial class AudienceImporter
{
    /// <summary>
    /// Draws the audience of a campaign of contacts that has not run yet: everybody who has all its tags, each number once, less those on a list and those in the
    /// cool-down. It comes into force as a whole, in place of one that was drawn before. Once begun it goes on to its end, whoever still waits for it.
    /// </summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn.</param>
    /// <returns>As for an upload; <see cref="AudienceRefusal.Nobody"/> with the counts when nobody is left to be called, which leaves the audience as it was.</returns>
    /// <exception cref="StoreException">The store cannot write; the audience is what it was.</exception>
    public Task<AudienceResult> DrawAsync(string tenantId, string campaignId, CancellationToken cancellationToken = default) => InTurnAsync(
        async () =>
        {
            for (var attempt = 0; attempt < AttemptsMax; attempt++)
            {
                if (await TryDrawAsync(tenantId, campaignId) is { } result)
                    return result;
            }

            return AudienceResult.Refused(AudienceRefusal.Conflict);
        },
        cancellationToken);

    /// <summary>Deletes an audience whose campaign is gone, with the row that it began with.</summary>
    internal async Task DiscardAsync(string audienceId)
    {
        await _desk.DeleteAsync(audienceId, audienceId);
        await _desk.CommitAsync(new WriteSet().Delete(TargetTables.Uploads, new Row { ["id"] = audienceId }));
    }

    /// <summary>Null when the audience was replaced meanwhile, so that all is to be done again.</summary>
    private async Task<AudienceResult?> TryDrawAsync(string tenantId, string campaignId)
    {
        if (await campaigns.FindAsync(tenantId, campaignId) is not { } campaign)
            return AudienceResult.Refused(AudienceRefusal.NotFound);
        if (await ObstacleAsync(campaign, AudienceMode.Replace) is { } obstacle)
            return AudienceResult.Refused(obstacle);
        var tags = CampaignConfig.Parse(campaign.Config).AudienceTags;
        var pages = new ContactPages(contacts, tenantId, tags, TargetsMax + 1);
        var audienceId = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var import = new AudienceImport(tenantId, campaignId, audienceId, campaign.AudienceId, audienceId, rows: 0, _desk);
        await import.RunAsync(pages);

        var drawn = Taken(import.Counts, audienceId, AudienceMode.Replace, ignoredColumns: 0, shortenedValues: 0);
        var result = drawn.Accepted switch
        {
            0 => new AudienceResult(drawn, 0, AudienceRefusal.Nobody),
            > TargetsMax => AudienceResult.Refused(AudienceRefusal.TooLarge),
            _ => await PutInForceAsync(campaign, audienceId, import, drawn),
        };
        if (result is not { Refusal: null })
            await _desk.DeleteAsync(audienceId, audienceId);
        return result;
    }
}
