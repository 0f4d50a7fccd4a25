using Orleans;

namespace Switchboard.Events;

/// <summary>Something that happened, committed with the change that it tells of.</summary>
/// <param name="Id">UUIDv7; stable over every delivery of it.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="SubjectId">The call, contact or campaign that it is about.</param>
/// <param name="Sequence">Rises with every event of the same subject, from 1.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">
/// The subject as it was then, as JSON with camelCase names: for a call its <see cref="Calls.CallView"/>, with <c>transcript</c> besides
/// (an array of <see cref="Calls.Utterance"/>) once it has ended; for a campaign an object with at least <c>name</c> and <c>status</c>;
/// for a contact the contact.
/// </param>
/// <param name="TraceParent">The trace that it happened in, as a W3C <c>traceparent</c>; null for none.</param>
[GenerateSerializer, Immutable, Alias("switchboard.event")]
public sealed record EngineEvent(
    string Id,
    string TenantId,
    string Type,
    string SubjectId,
    long Sequence,
    DateTimeOffset At,
    string Data,
    string? TraceParent = null);

/// <summary>The engine's names of events; a door translates them to its own.</summary>
public static class EventTypes
{
    /// <summary>The namespace of the streams that carry committed events; a stream's key is the tenant's id.</summary>
    public const string StreamNamespace = "events";

    /// <summary>The name of the stream provider.</summary>
    public const string StreamProvider = "events";

    /// <summary>A call was accepted.</summary>
    public const string CallQueued = "call.queued";

    /// <summary>The carrier was asked to call.</summary>
    public const string CallDialing = "call.dialing";

    /// <summary>The far end rings.</summary>
    public const string CallRinging = "call.ringing";

    /// <summary>The call was answered.</summary>
    public const string CallAnswered = "call.answered";

    /// <summary>The call ended after an answer.</summary>
    public const string CallCompleted = "call.completed";

    /// <summary>The call ended by an error.</summary>
    public const string CallFailed = "call.failed";

    /// <summary>Nobody answered.</summary>
    public const string CallNoAnswer = "call.no_answer";

    /// <summary>The far end was busy.</summary>
    public const string CallBusy = "call.busy";

    /// <summary>The call was withdrawn before the answer.</summary>
    public const string CallCanceled = "call.canceled";

    /// <summary>The call was handed to a person.</summary>
    public const string CallTransferred = "call.transferred";

    /// <summary>The person called was erased from a call. Kept for the audit trail.</summary>
    public const string CallErased = "call.erased";

    /// <summary>The recording of a call can be fetched.</summary>
    public const string RecordingReady = "recording.ready";

    /// <summary>A contact was created.</summary>
    public const string ContactCreated = "contact.created";

    /// <summary>A campaign began to dial, or went on.</summary>
    public const string CampaignLaunched = "campaign.launched";

    /// <summary>A campaign was stopped.</summary>
    public const string CampaignStopped = "campaign.stopped";

    /// <summary>A campaign's audience is exhausted.</summary>
    public const string CampaignCompleted = "campaign.completed";

    /// <summary>Somebody attested that a campaign's audience agreed to be called. Kept for the audit trail.</summary>
    public const string CampaignConsentAttested = "campaign.consent_attested";

    /// <summary>An endpoint was switched off, after repeated failures or because it answered that it is gone.</summary>
    public const string WebhookDisabled = "webhook.disabled";

    /// <summary>
    /// Whether some door can send events of this type to a webhook. Only these are put on the tenant's stream; the others are a subject's
    /// timeline and the audit trail.
    /// </summary>
    public static bool IsPublished(string type) => type is CallAnswered or CallCompleted or CallFailed or CallNoAnswer or CallBusy
        or CallCanceled or CallTransferred or RecordingReady or ContactCreated or CampaignLaunched or CampaignStopped or CampaignCompleted;
}
