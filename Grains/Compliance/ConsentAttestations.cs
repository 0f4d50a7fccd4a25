using System.Text.Json;
using Switchboard.Campaigns;
using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>Somebody attests that a campaign's audience agreed to be called.</summary>
/// <param name="TenantId">Whose campaign.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="UserId">The person who gives his word: a logged-in user.</param>
/// <param name="Text">What is attested.</param>
/// <param name="TcpaSenderId">Who calls, as TCPA wants it named; null for none.</param>
/// <param name="DpdpConsentMethod">How consent was given, as DPDP wants it named; null for none.</param>
public sealed record AttestConsent(string TenantId, string CampaignId, string UserId, string Text, string? TcpaSenderId, string? DpdpConsentMethod);

/// <summary>
/// Takes consent attestations. The last one is in force; every one is in the campaign's audit trail, written with it in one transaction.
/// </summary>
public sealed class ConsentAttestations(IStore store, CampaignRegister campaigns, TimeProvider time)
{
    /// <summary>Puts an attestation in force. It is an edit: a live or retired campaign refuses it.</summary>
    public async Task<CampaignResult> AttestAsync(AttestConsent command)
    {
        while (true)
        {
            if (await campaigns.FindAsync(command.TenantId, command.CampaignId) is not { } read)
                return CampaignResult.Refused(CampaignRefusal.NotFound);
            if (read.Status == CampaignStatus.Live)
                return CampaignResult.Refused(CampaignRefusal.Live);
            if (read.Status == CampaignStatus.Retired)
                return CampaignResult.Refused(CampaignRefusal.Retired);

            var now = StoreTime.AsStored(time.GetUtcNow());
            var consent = new ConsentAttestation(command.Text, command.UserId, now, command.TcpaSenderId, command.DpdpConsentMethod);
            var next = read with { Consent = consent, UpdatedAt = now, EventSequence = read.EventSequence + 1, Revision = read.Revision + 1 };
            var set = new WriteSet();
            CampaignRegister.AddUpdate(set, read, next);
            EventLog.Append(set, ToEvent(next, now), publish: false);

            // Not committed: somebody has changed the campaign meanwhile.
            if (await store.CommitAsync(set) is CommitVerdict.Committed)
                return CampaignResult.Changed(next);
        }
    }

    private static EngineEvent ToEvent(Campaign campaign, DateTimeOffset now) => new(
        Guid.CreateVersion7(now).ToString(), campaign.TenantId, EventTypes.CampaignConsentAttested, campaign.Id, campaign.EventSequence, now,
        JsonSerializer.Serialize(
            new { campaign.Id, campaign.Name, Status = campaign.Status.ToName(), campaign.Consent }, JsonSerializerOptions.Web));
}
