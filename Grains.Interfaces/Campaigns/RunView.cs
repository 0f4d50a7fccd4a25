using Orleans;

namespace Switchboard.Campaigns;

/// <summary>A run as committed. The counters equal what the ended calls of the run add up to.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Number">1 for the campaign's first run, and so on.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="PauseReason">Why it is paused; null when it is not.</param>
/// <param name="PauseEvidence">What led to the pause, as JSON (an array of <c>{"call_id","phone","reason","at"}</c>, without the first two when it is no call); null for none.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When its last target ended; null before.</param>
/// <param name="Targets">Targets that were to be called when it began, and those added since.</param>
/// <param name="Dialled">Targets with at least one attempt that reached the carrier.</param>
/// <param name="Connected">Targets that a person or a voicemail answered.</param>
/// <param name="Skipped">Targets that were not called, for a reason that the decisions tell.</param>
/// <param name="Attempts">Calls dialled, counted as they end.</param>
/// <param name="InFlight">Calls that have not ended.</param>
[GenerateSerializer, Immutable, Alias("switchboard.run-view")]
public sealed record RunView(
    string Id,
    string CampaignId,
    string TenantId,
    int Number,
    RunStatus Status,
    PauseReason? PauseReason,
    string? PauseEvidence,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long Targets,
    long Dialled,
    long Connected,
    long Skipped,
    long Attempts,
    int InFlight);
