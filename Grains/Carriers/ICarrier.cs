using Switchboard.Calls;
using Switchboard.Voices;

namespace Switchboard.Carriers;

/// <summary>
/// Places telephone calls. The simulator is one implementation; a SIP trunk or a provider's REST API is another. A
/// carrier reports through <see cref="ICarrierEvents"/>, whenever it can: late, twice, out of order, or never.
/// </summary>
/// <remarks>
/// A call's id is the idempotency key of its dialling: asking twice for one id must not ring a person twice. Methods
/// may throw; the engine then treats the outcome as unknown and asks with <see cref="SynchroniseAsync"/>.
/// </remarks>
public interface ICarrier
{
    /// <summary>The name that callers see as <c>provider</c>.</summary>
    string Name { get; }

    /// <summary>How many calls it takes at once and a second.</summary>
    CarrierCapacity Capacity { get; }

    /// <summary>Its seconds in a real second: 1 for every carrier but a simulator that runs fast.</summary>
    double TimeScale { get; }

    /// <summary>Whether a caller id must be one of the tenant's numbers.</summary>
    bool RequiresOwnedNumbers { get; }

    /// <summary>Its own id for a call that has not been dialled yet, or null when only dialling gives one.</summary>
    string? ReserveCallId(string callId);

    /// <summary>Begins to call the number. An answer means only that the carrier took the order.</summary>
    Task<DialResult> DialAsync(CarrierCall call, CancellationToken cancellationToken);

    /// <summary>Ends the call; the end is reported as an event. Nothing happens when it is over or unknown.</summary>
    Task HangUpAsync(CarrierCall call, CancellationToken cancellationToken);

    /// <summary>Tells the conversation what was decided about its proposal.</summary>
    Task ResumeAsync(CarrierCall call, ProposalDecision decision, CancellationToken cancellationToken);

    /// <summary>
    /// Calls a person and puts the one called through to them; the conversation goes on between the two, and what they say is charged and reported as before. Asked
    /// again until it has answered, so asking twice must not call the person twice. Nothing happens when the call is over or unknown.
    /// </summary>
    Task TransferAsync(CarrierCall call, CarrierTransfer transfer, CancellationToken cancellationToken);

    /// <summary>What has been said and noticed in a conversation by now; null when the carrier cannot tell before it reports.</summary>
    ValueTask<Conversation?> ListenAsync(CarrierCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what has become of a call, because reports are missing or this node has just taken it over. Missed
    /// reports come as events afterwards.
    /// </summary>
    /// <returns>When the next report is due at the latest, seconds since the dialling began; null when the carrier cannot tell.</returns>
    Task<double?> SynchroniseAsync(CarrierCall call, CancellationToken cancellationToken);

    /// <summary>The recording of an ended call, or null when there is none.</summary>
    Task<Recording?> OpenRecordingAsync(CarrierCall call, CancellationToken cancellationToken);

    /// <summary>Deletes what it keeps of an ended call's conversation, because the person called is erased. Nothing happens when there is nothing.</summary>
    Task EraseAsync(CarrierCall call, CancellationToken cancellationToken);
}

/// <summary>Takes in a carrier's reports and brings each to its call, on whatever node that is.</summary>
public interface ICarrierEvents
{
    /// <summary>Delivers one report; completes when the engine has it durably, throws when it may not have it.</summary>
    Task DeliverAsync(CarrierEvent carrierEvent);
}

/// <summary>A call as a carrier needs to know it: everything to place it, or to find it again after a crash.</summary>
/// <param name="CallId">Our id; the idempotency key.</param>
/// <param name="ProviderCallId">The carrier's id, when it is known.</param>
/// <param name="TenantId">Whose call it is.</param>
/// <param name="To">The number to call, E.164.</param>
/// <param name="From">The caller id, E.164; null for the carrier's default.</param>
/// <param name="Language">BCP 47 tag of the conversation.</param>
/// <param name="Attempt">Number of the attempt at this number within its campaign, from 1.</param>
/// <param name="MaxDurationSec">The carrier cuts the call so long after its answer, where it can.</param>
/// <param name="DialledAt">When the dialling began, on the real clock.</param>
/// <param name="Decision">What was decided about the conversation's proposal; null when nothing has been.</param>
/// <param name="HangUpAtSec">When we hung up, in the carrier's seconds since the dialling began; null when we did not.</param>
/// <param name="Voice">The voice to speak with; null for the carrier's own choice. One of a provider that it does not know is its own choice, too.</param>
/// <param name="Transfer">To whom the conversation was handed; null when nobody took it over.</param>
public sealed record CarrierCall(
    string CallId,
    string? ProviderCallId,
    string TenantId,
    string To,
    string? From,
    string Language,
    int Attempt,
    int MaxDurationSec,
    DateTimeOffset DialledAt,
    ProposalDecision? Decision,
    double? HangUpAtSec,
    VoiceConfig? Voice = null,
    CarrierTransfer? Transfer = null);

/// <summary>A decision about a conversation's proposal.</summary>
/// <param name="Approved">Granted, rather than refused or run out.</param>
/// <param name="AtSec">When, in the carrier's seconds since the dialling began.</param>
public sealed record ProposalDecision(bool Approved, double AtSec);

/// <summary>A person who takes a conversation over.</summary>
/// <param name="Phone">Their number, E.164.</param>
/// <param name="Agent">Their name; null when it is not known.</param>
/// <param name="AtSec">When, in the carrier's seconds since the dialling began.</param>
public sealed record CarrierTransfer(string Phone, string? Agent, double AtSec);

/// <summary>What a carrier can carry; in the carrier's seconds.</summary>
/// <param name="MaxConcurrentCalls">Calls at once.</param>
/// <param name="CallsPerSecond">Calls begun a second.</param>
public sealed record CarrierCapacity(int MaxConcurrentCalls, int CallsPerSecond);

/// <summary>A carrier's answer to an order to dial.</summary>
/// <param name="ProviderCallId">Its id of the call; null when refused.</param>
/// <param name="Refusal">Why not; null when it took the order.</param>
/// <param name="NextEventBySec">When the first report is due at the latest, seconds since the dialling began; null when it cannot tell.</param>
public sealed record DialResult(string? ProviderCallId, EndCause? Refusal, double? NextEventBySec)
{
    /// <summary>The order was taken.</summary>
    public static DialResult Taken(string providerCallId, double? nextEventBySec) => new(providerCallId, null, nextEventBySec);

    /// <summary>The order was refused, for example as <see cref="EndCause.InvalidNumber"/>.</summary>
    public static DialResult Refused(EndCause cause) => new(null, cause, null);
}

/// <summary>A recording.</summary>
/// <param name="Content">The audio; the receiver disposes it.</param>
/// <param name="ContentType">Its media type, such as <c>audio/wav</c>.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record Recording(Stream Content, string ContentType, long Length);
