using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>What <c>POST /core/voice/agent/call</c> takes.</summary>
/// <param name="AgentId">The voice assistant that will handle the call.</param>
/// <param name="To">The number to dial, in international format.</param>
/// <param name="Metadata">Your own object of at most 16 KiB, given back with the call and its events.</param>
public sealed record StartCallBody(string AgentId, string To, RawJson? Metadata) : IRequestBody<StartCallBody>
{
    private const int AgentIdLengthMax = 100;

    /// <inheritdoc/>
    public static StartCallBody Read(RequestReader fields) => new(
        fields.Text("agentId", AgentIdLengthMax),
        fields.Phone("to"),
        RawJson.Of(fields.OptionalObject("metadata", CalleagueDoor.MetadataBytesMax)));
}

/// <summary>A call that was just started.</summary>
/// <param name="CallId">Its id, <c>cl_</c> and 32 hex digits.</param>
/// <param name="Status"><c>ringing</c>, or already further.</param>
/// <param name="Language">BCP 47 tag of the conversation: the assistant's.</param>
/// <param name="Direction">Always <c>outbound</c>.</param>
/// <param name="AgentId">The voice assistant that handles it.</param>
/// <param name="To">The number dialled.</param>
/// <param name="Metadata">Your own object.</param>
/// <param name="CreatedAt">When it was accepted.</param>
public sealed record StartedCall(
    string CallId,
    string Status,
    string Language,
    string Direction,
    string AgentId,
    string To,
    RawJson? Metadata,
    DateTimeOffset CreatedAt)
{
    /// <summary>What the door shows of a call that it has accepted.</summary>
    public static StartedCall Of(CallView call) => new(
        CalleagueNames.CallId(call.Id), CalleagueNames.Status(call.Status), call.Language, ListedCall.Outbound, CalleagueNames.AgentId(call.AgentId), call.To,
        RawJson.Of(call.Metadata), call.CreatedAt);
}

/// <summary>A call in a list.</summary>
/// <param name="call">The call.</param>
public class ListedCall(CallView call)
{
    internal const string Outbound = "outbound";

    /// <summary>Its id, <c>cl_</c> and 32 hex digits.</summary>
    public string CallId => CalleagueNames.CallId(Call.Id);

    /// <summary><c>ringing</c>, <c>in-progress</c>, <c>completed</c>, <c>failed</c> or <c>no-answer</c>.</summary>
    public string Status => CalleagueNames.Status(Call.Status);

    /// <summary>Always <c>outbound</c>.</summary>
    public string Direction => Outbound;

    /// <summary>Whole seconds from answer to hang-up; 0 when nobody answered.</summary>
    public int DurationSec => Call.DurationSec;

    /// <summary><c>completed</c>, <c>voicemail</c>, <c>no-answer</c>, <c>busy</c>, <c>failed</c> or <c>canceled</c>; null before the end.</summary>
    public string? EndedReason => CalleagueNames.EndedReason(Call);

    /// <summary>BCP 47 tag of the conversation.</summary>
    public string Language => Call.Language;

    /// <summary>Whether <c>recordingUrl</c> of the call's detail can be fetched.</summary>
    public bool RecordingReady => Call.HasRecording;

    /// <summary>Whether the call's detail has its transcript.</summary>
    public bool TranscriptReady => HasTranscript(Call);

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt => Call.CreatedAt;

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt => Call.EndedAt;

    /// <summary>The voice assistant that handles it.</summary>
    public string AgentId => CalleagueNames.AgentId(Call.AgentId);

    /// <summary>The number dialled.</summary>
    public string To => Call.To;

    /// <summary>Your own object, as you gave it.</summary>
    public RawJson? Metadata => RawJson.Of(Call.Metadata);

    private protected CallView Call { get; } = call;

    /// <summary>What was said is stored with the end of the conversation, and deleted when the person is erased.</summary>
    internal static bool HasTranscript(CallView call) => call.Status == CallStatus.Completed && !Pseudonyms.IsPseudonym(call.To);
}

/// <summary>A call with everything that is known about it.</summary>
/// <param name="call">The call.</param>
/// <param name="recordingUrl">Where its recording is; null when it has none.</param>
/// <param name="conversation">What was said; null when there is no transcript.</param>
public sealed class CallDetail(CallView call, string? recordingUrl, Conversation? conversation) : ListedCall(call)
{
    /// <summary>When dialling began; null before.</summary>
    [JsonPropertyOrder(1)]
    public DateTimeOffset? StartedAt => Call.StartedAt;

    /// <summary>When it was answered; null when it was not.</summary>
    [JsonPropertyOrder(1)]
    public DateTimeOffset? AnsweredAt => Call.AnsweredAt;

    /// <summary>Who answered; null when nobody did.</summary>
    [JsonPropertyOrder(1)]
    public AnsweredBy? AnsweredBy => Call.AnsweredBy;

    /// <summary>What the person wanted, such as <c>demo_booked</c>; null without a conversation.</summary>
    [JsonPropertyOrder(1)]
    public string? Intent => Call.Intent;

    /// <summary><c>positive</c>, <c>neutral</c> or <c>negative</c>; null without a conversation.</summary>
    [JsonPropertyOrder(1)]
    public string? Sentiment => Call.Sentiment;

    /// <summary>A sentence or two on the conversation; null without one.</summary>
    [JsonPropertyOrder(1)]
    public string? Summary => Call.Summary;

    /// <summary>Where the recording can be fetched, without a key; null when there is none.</summary>
    [JsonPropertyOrder(1)]
    public string? RecordingUrl => recordingUrl;

    /// <summary>The spoken lines in order; null while there are none.</summary>
    [JsonPropertyOrder(1)]
    public IEnumerable<TranscriptLine>? Transcript => conversation?.Transcript.Select(line => new TranscriptLine(line.Role, line.Text, line.AtSec));
}

/// <summary>One spoken line.</summary>
/// <param name="Role"><c>agent</c> or <c>user</c>.</param>
/// <param name="Text">What was said.</param>
/// <param name="AtSec">Seconds after the answer.</param>
public sealed record TranscriptLine(string Role, string Text, double AtSec);
