using Orleans;
using Switchboard.Agents;
using Switchboard.Carriers;
using Switchboard.Contacts;
using Switchboard.Wallets;

namespace Switchboard.Campaigns;

/// <summary>
/// Launches campaigns (contract, section 11): draws the audience of one that calls contacts, then runs it. A paused one goes on with the audience that it has.
/// </summary>
public sealed class CampaignLauncher(
    CampaignRegister campaigns,
    CampaignEditor editor,
    CampaignRunner runner,
    AudienceImporter importer,
    ContactRegister contacts,
    AgentRegister agents,
    ICarrier carrier,
    IGrainFactory grains,
    TimeProvider time)
{
    /// <summary>
    /// Launches a draft or a paused campaign. Once begun it goes on to its end, whoever still waits for it; a crash after the audience was drawn leaves a draft, whose
    /// next launch draws it anew.
    /// </summary>
    public async Task<LaunchResult> LaunchAsync(string tenantId, string campaignId, CancellationToken cancellationToken = default)
    {
        if (await campaigns.FindAsync(tenantId, campaignId) is not { } campaign) return LaunchResult.Refused(LaunchRefusal.NotFound);
        if (ObstacleOf(campaign) is { } obstacle) return LaunchResult.Refused(obstacle);
        if (await agents.FindAsync(tenantId, campaign.AgentId) is not { IsActive: true }) return LaunchResult.Refused(LaunchRefusal.NoAgent);
        if (campaign is not { Status: CampaignStatus.Draft, AudienceSource: AudienceSource.Contacts }) return await RunAsync(campaign, audience: null);

        // Before a million contacts are gone through for nothing.
        if (await WhyNotPaidAsync(tenantId, campaign.MaxDurationSec) is { } unpaid) return LaunchResult.Refused(unpaid);
        var drawn = await importer.DrawAsync(tenantId, campaignId, cancellationToken);
        return drawn.Refusal is { } refusal ? LaunchResult.Refused(ToLaunchRefusal(refusal), drawn.Upload) : await RunAsync(campaign, drawn.Upload);
    }

    /// <summary>Creates a campaign and launches it; when it cannot be launched, none is created.</summary>
    public async Task<LaunchResult> CreateAsync(CreateContactCampaign command, CancellationToken cancellationToken = default)
    {
        if (new CallingPeriod(First: null, command.Fields.LastDay.Value).IsOver(time.GetUtcNow())) return LaunchResult.Refused(LaunchRefusal.PeriodOver);
        var tags = CampaignConfig.Parse(command.Fields.Config.Value).AudienceTags;
        if ((await contacts.AfterAsync(command.TenantId, tags, afterId: null, limit: 1, cancellationToken)).Count == 0)
            return LaunchResult.Refused(LaunchRefusal.Nobody);

        var created = await editor.CreateForContactsAsync(command, cancellationToken);
        if (created.Campaign is not { } campaign) return LaunchResult.Refused(ToLaunchRefusal(created.Refusal!.Value));
        var launched = await LaunchAsync(command.TenantId, campaign.Id, cancellationToken);
        if (launched.Refusal is not null) await DiscardAsync(campaign);
        return launched;
    }

    private async Task<LaunchResult> RunAsync(Campaign campaign, AudienceUpload? audience)
    {
        var run = await runner.RunAsync(campaign.TenantId, campaign.Id);
        var current = await campaigns.FindAsync(campaign.TenantId, campaign.Id);
        return run.Change switch
        {
            RunChange.Ok => LaunchResult.Launched(current!, audience),
            RunChange.NotFound => LaunchResult.Refused(LaunchRefusal.NotFound),
            RunChange.InsufficientFunds => LaunchResult.Refused(LaunchRefusal.InsufficientFunds),
            RunChange.TrialExpired => LaunchResult.Refused(LaunchRefusal.NoActivePlan),
            RunChange.Suspended => LaunchResult.Refused(LaunchRefusal.Suspended),
            _ => LaunchResult.Refused(await WhyNotRunAsync(current!)),
        };
    }

    private async Task<LaunchRefusal> WhyNotRunAsync(Campaign campaign)
    {
        if (ObstacleOf(campaign) is { } obstacle) return obstacle;
        if (!campaign.IsReady) return LaunchRefusal.NotReady;
        return await campaigns.AudienceCountAsync(campaign) == 0 ? LaunchRefusal.Nobody : LaunchRefusal.Conflict;
    }

    private LaunchRefusal? ObstacleOf(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.Live => LaunchRefusal.Live,
        CampaignStatus.Completed => LaunchRefusal.Completed,
        CampaignStatus.Retired => LaunchRefusal.Retired,
        _ when campaign.Period.IsOver(time.GetUtcNow()) => LaunchRefusal.PeriodOver,
        _ when !RunMachine.MayDial(campaign, carrier.Name) => LaunchRefusal.TestOnly,
        _ => null,
    };

    private async Task<LaunchRefusal?> WhyNotPaidAsync(string tenantId, int maxDurationSec) =>
        await grains.GetGrain<IWalletGrain>(tenantId).Precheck(maxDurationSec) switch
        {
            HoldResult.Ok => null,
            HoldResult.TrialExpired => LaunchRefusal.NoActivePlan,
            HoldResult.Suspended => LaunchRefusal.Suspended,
            _ => LaunchRefusal.InsufficientFunds,
        };

    /// <summary>Takes back a campaign that was only created to be launched, with the audience that may have been drawn for it.</summary>
    private async Task DiscardAsync(Campaign created)
    {
        if (await campaigns.FindAsync(created.TenantId, created.Id) is not { Status: CampaignStatus.Draft } draft) return;
        if (await campaigns.TryDeleteAsync(draft) && draft.AudienceId is { } audienceId) await importer.DiscardAsync(audienceId);
    }

    private static LaunchRefusal ToLaunchRefusal(AudienceRefusal refusal) => refusal switch
    {
        AudienceRefusal.NotFound => LaunchRefusal.NotFound,
        AudienceRefusal.Live => LaunchRefusal.Live,
        AudienceRefusal.Retired => LaunchRefusal.Retired,
        AudienceRefusal.Nobody => LaunchRefusal.Nobody,
        AudienceRefusal.TooLarge => LaunchRefusal.TooLarge,
        _ => LaunchRefusal.Conflict,
    };

    private static LaunchRefusal ToLaunchRefusal(CampaignRefusal refusal) => refusal switch
    {
        CampaignRefusal.UnknownAgent => LaunchRefusal.UnknownAgent,
        CampaignRefusal.PeriodBackwards => LaunchRefusal.PeriodBackwards,
        _ => LaunchRefusal.Conflict,
    };
}
