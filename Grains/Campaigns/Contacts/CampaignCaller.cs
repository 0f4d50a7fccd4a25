using Orleans;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Contacts;

namespace Switchboard.Campaigns;

/// <summary>Asks for one call to one person with a campaign's words.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="To">The number, E.164.</param>
/// <param name="ContactName">The person's name; null when the caller did not say.</param>
/// <param name="Metadata">A JSON object, echoed on the call and its events; null for none.</param>
public sealed record CallThroughCampaign(string TenantId, string CampaignId, string To, string? ContactName, string? Metadata);

/// <summary>A call through a campaign, or why there is none.</summary>
/// <param name="Call">As accepted; null when refused.</param>
/// <param name="Obstacle">What is in the way at the campaign; null for nothing.</param>
/// <param name="Refusal">Why the call itself is refused; null for nothing.</param>
public sealed record CampaignCallResult(CallView? Call, LaunchRefusal? Obstacle, PlaceCallRefusal? Refusal);

/// <summary>
/// Places single calls with what a campaign says: its agent, its number, its limits. Such a call belongs to the campaign and is a direct call all the same: no run
/// knows of it, and the cool-down neither binds it nor begins with it (contract, section 10).
/// </summary>
public sealed class CampaignCaller(CampaignRegister campaigns, ContactRegister contacts, ICarrier carrier, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Places the call; the number is a contact's from then on. What is refused changes nothing.</summary>
    /// <returns>
    /// The call; or <see cref="LaunchRefusal.NotFound"/>, <see cref="LaunchRefusal.Completed"/>, <see cref="LaunchRefusal.Retired"/>,
    /// <see cref="LaunchRefusal.TestOnly"/>; or the call's own refusal.
    /// </returns>
    public async Task<CampaignCallResult> CallAsync(CallThroughCampaign command)
    {
        var campaign = await campaigns.FindAsync(command.TenantId, command.CampaignId);
        if (ObstacleOf(campaign) is { } obstacle) return new(null, obstacle, null);

        var grain = grains.GetGrain<ICallGrain>(Guid.CreateVersion7(time.GetUtcNow()).ToString());
        var wanted = Wanted(command, campaign!, contact: null);
        if (await grain.Check(wanted) is { } refusal) return new(null, null, refusal);
        var placed = await grain.Place(Wanted(command, campaign!, await ContactAsync(command)));
        return new(placed.Call, null, placed.Refusal);
    }

    private LaunchRefusal? ObstacleOf(Campaign? campaign) => campaign switch
    {
        null or { ArchivedAt: not null } => LaunchRefusal.NotFound,
        { Status: CampaignStatus.Completed } => LaunchRefusal.Completed,
        { Status: CampaignStatus.Retired } => LaunchRefusal.Retired,
        _ => RunMachine.MayDial(campaign, carrier.Name) ? null : LaunchRefusal.TestOnly,
    };

    private async Task<Contact> ContactAsync(CallThroughCampaign command)
    {
        if (command.ContactName is { } name) return await contacts.UpsertAsync(command.TenantId, command.To, new ContactChanges { Name = name });
        return await contacts.FindByPhoneAsync(command.TenantId, command.To) ?? await contacts.UpsertAsync(command.TenantId, command.To, new ContactChanges());
    }

    private static PlaceCall Wanted(CallThroughCampaign command, Campaign campaign, Contact? contact) => new(
        command.TenantId, campaign.AgentId, command.To, campaign.CallerIds.FirstOrDefault(), campaign.LanguageFor(contact?.LanguagePref), campaign.MaxDurationSec,
        command.Metadata, contact?.Id, campaign.Id, ApprovalThresholdMinor: campaign.ApprovalThresholdMinor);
}
