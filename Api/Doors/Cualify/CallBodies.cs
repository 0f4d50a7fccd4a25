using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Calls;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>What <c>POST /calls</c> takes.</summary>
/// <param name="AgentId">The voice agent that speaks; one of yours.</param>
/// <param name="ToE164">The number to call.</param>
/// <param name="FromE164">The caller id; without it the carrier's default.</param>
/// <param name="Language">BCP 47 tag of the conversation; without it the agent's language.</param>
/// <param name="MaxDurationSec">Seconds of conversation after which the call is cut, 10 to 7200; without it 300.</param>
/// <param name="Metadata">Your own object of at most 16 KiB, given back with the call and its webhooks.</param>
public sealed record PlaceCallBody(
    string AgentId,
    string ToE164,
    string? FromE164,
    string? Language,
    int? MaxDurationSec,
    RawJson? Metadata) : IRequestBody<PlaceCallBody>
{
    /// <inheritdoc/>
    public static PlaceCallBody Read(RequestReader fields) => new(
        fields.Id("agent_id"),
        fields.Phone("to_e164"),
        fields.OptionalPhone("from_e164"),
        fields.OptionalLanguage("language"),
        fields.OptionalInt("max_duration_sec", CallLimits.DurationSecMin, CallLimits.DurationSecMax),
        RawJson.Of(fields.OptionalObject("metadata", CualifyDoor.MetadataBytesMax)));

    /// <summary>The engine's command.</summary>
    public PlaceCall ToCommand(string tenantId) => new(
        tenantId, AgentId, ToE164, FromE164, Language, MaxDurationSec ?? CallLimits.DurationSecDefault, Metadata?.Text);
}

/// <summary>A call that was just accepted.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Status"><c>queued</c>, or already further.</param>
/// <param name="AgentId">The voice agent that speaks.</param>
/// <param name="ToE164">The number called.</param>
/// <param name="Provider">The carrier's name.</param>
/// <param name="ProviderCallId">The carrier's own id of the call; null until it is known.</param>
/// <param name="CreatedAt">When it was accepted.</param>
public sealed record PlacedCall(
    string Id,
    CallStatus Status,
    string AgentId,
    string ToE164,
    string Provider,
    string? ProviderCallId,
    DateTimeOffset CreatedAt)
{
    /// <summary>What the door shows of an accepted call.</summary>
    public static PlacedCall Of(CallView call) =>
        new(call.Id, call.Status, call.AgentId, call.To, call.Provider, call.ProviderCallId, call.CreatedAt);
}

/// <summary>A call in a list.</summary>
/// <param name="call">The call.</param>
/// <param name="recordingUrl">Where its recording is; null when it has none.</param>
public class ListedCall(CallView call, string? recordingUrl)
{
    /// <summary>The call's id.</summary>
    public string Id => Call.Id;

    /// <summary>One of the nine states.</summary>
    public CallStatus Status => Call.Status;

    /// <summary>Always <c>outbound</c>.</summary>
    public string Direction => "outbound";

    /// <summary>The caller id; null for the carrier's default.</summary>
    public string? FromE164 => Call.From;

    /// <summary>The number called.</summary>
    public string ToE164 => Call.To;

    /// <summary>BCP 47 tag of the conversation.</summary>
    public string Language => Call.Language;

    /// <summary>Whole seconds from answer to hang-up; 0 when nobody answered.</summary>
    public int DurationSec => Call.DurationSec;

    /// <summary>What the call cost, in minor units of your currency (paise for INR, cents for USD).</summary>
    public long CreditsDebitedPaise => Call.ChargedMinor;

    /// <summary>Where the recording can be fetched, without a key; null when there is none.</summary>
    public string? RecordingUrl => recordingUrl;

    /// <summary>What the person wanted, such as <c>demo_booked</c>; null without a conversation.</summary>
    public string? LlmExtractedIntent => Call.Intent;

    /// <summary><c>positive</c>, <c>neutral</c> or <c>negative</c>; null without a conversation.</summary>
    public string? LlmSentiment => Call.Sentiment;

    /// <summary>What the conversation came to; null without one.</summary>
    public string? LlmOutcome => Call.Outcome;

    /// <summary>When dialling began; null before.</summary>
    public DateTimeOffset? StartedAt => Call.StartedAt;

    /// <summary>When the call ended; null before.</summary>
    public DateTimeOffset? EndedAt => Call.EndedAt;

    /// <summary>When the call was accepted.</summary>
    public DateTimeOffset CreatedAt => Call.CreatedAt;

    private protected CallView Call { get; } = call;
}

/// <summary>A call with everything that is known about it.</summary>
/// <param name="call">The call.</param>
/// <param name="recordingUrl">Where its recording is; null when it has none.</param>
/// <param name="conversation">What was said and noticed so far.</param>
/// <param name="timeScale">The carrier's seconds in a real second.</param>
public sealed class CallDetail(CallView call, string? recordingUrl, Conversation conversation, double timeScale) : ListedCall(call, recordingUrl)
{
    /// <summary>The voice agent that speaks.</summary>
    [JsonPropertyOrder(1)]
    public string AgentId => Call.AgentId;

    /// <summary>The carrier's name.</summary>
    [JsonPropertyOrder(1)]
    public string Provider => Call.Provider;

    /// <summary>The carrier's own id of the call; null until it is known.</summary>
    [JsonPropertyOrder(1)]
    public string? ProviderCallId => Call.ProviderCallId;

    /// <summary>Seconds of conversation after which the call is cut.</summary>
    [JsonPropertyOrder(1)]
    public int MaxDurationSec => Call.MaxDurationSec;

    /// <summary>Your own object, as you gave it.</summary>
    [JsonPropertyOrder(1)]
    public RawJson? Metadata => RawJson.Of(Call.Metadata);

    /// <summary>When the call was answered; null when it was not.</summary>
    [JsonPropertyOrder(1)]
    public DateTimeOffset? AnsweredAt => Call.AnsweredAt;

    /// <summary>Who answered; null when nobody did.</summary>
    [JsonPropertyOrder(1)]
    public AnsweredBy? AnsweredBy => Call.AnsweredBy;

    /// <summary>Why the call ended, such as <c>carrier_error</c> or <c>invalid_number</c>; null before the end.</summary>
    [JsonPropertyOrder(1)]
    public string? EndReason => Call.EndReason;

    /// <summary>The spoken lines in order, once the call has completed; null otherwise.</summary>
    [JsonPropertyOrder(1)]
    public IEnumerable<TranscriptLine>? Transcript => Call.Status == CallStatus.Completed
        ? conversation.Transcript.Select(line => new TranscriptLine(line.Role, line.Text, line.AtSec))
        : null;

    /// <summary>What was noticed in the conversation so far, in order.</summary>
    [JsonPropertyOrder(1)]
    public IEnumerable<TimelineEntry> Timeline => conversation.Timeline.Select(mark => new TimelineEntry(
        mark.Type, TimeOf(mark), mark.AtSec, mark.Detail));

    // Seconds of a conversation are the carrier's, timestamps are the real clock's (contract, section 10).
    private DateTimeOffset TimeOf(TimelineMark mark) => (Call.AnsweredAt ?? Call.CreatedAt).AddSeconds(mark.AtSec / timeScale);
}

/// <summary>One spoken line.</summary>
/// <param name="Role"><c>agent</c> or <c>user</c>.</param>
/// <param name="Text">What was said.</param>
/// <param name="AtSec">Seconds after the answer.</param>
public sealed record TranscriptLine(string Role, string Text, double AtSec);

/// <summary>Something noticed in the conversation.</summary>
/// <param name="Type">Such as <c>disclosure-played</c>, <c>intent-detected</c> or <c>handoff-requested</c>.</param>
/// <param name="At">When.</param>
/// <param name="AtSec">Seconds after the answer.</param>
/// <param name="Detail">A word more, such as the intent; null for none.</param>
public sealed record TimelineEntry(string Type, DateTimeOffset At, double AtSec, string? Detail);
