using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Calls;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>What <c>POST /calls/create</c> takes.</summary>
/// <param name="ContactId">One of your contacts.</param>
/// <param name="PhoneNumber">The number to call, E.164; it need not be the contact's own.</param>
/// <param name="FromNumber">The number to call from; without it the carrier's default.</param>
/// <param name="AgentId">Not on Cordiul's page: the voice agent that speaks; without it the one that every account starts with.</param>
public sealed record CreateCallBody(string ContactId, string PhoneNumber, string? FromNumber, string? AgentId) : IRequestBody<CreateCallBody>
{
    private const int IdLengthMax = 100;
    private const int DigitsMin = 8;
    private const int DigitsMax = 15;
    private const string From = "from_number";

    /// <inheritdoc/>
    public static CreateCallBody Read(RequestReader fields) => new(
        fields.Text("contact_id", IdLengthMax), fields.Phone("phone_number"), ReadFrom(fields), fields.OptionalText("agent_id", IdLengthMax, min: 1));

    private static string? ReadFrom(RequestReader fields)
    {
        var number = fields.OptionalText(From, IdLengthMax);
        if (number is null || IsCallerId(number))
            return number;
        fields.Fail(From, $"must be + and {DigitsMin} to {DigitsMax} digits");
        return null;
    }

    // Cordiul prints +0987654321, and no E.164 number begins with a zero. Nobody dials this one, so what its digits mean does not matter.
    private static bool IsCallerId(string number) =>
        number is ['+', .. var digits] && digits.Length is >= DigitsMin and <= DigitsMax && digits.All(char.IsAsciiDigit);
}

/// <summary>A call that was just accepted.</summary>
/// <param name="Id">Its id, <c>call_</c> and 32 hex digits.</param>
/// <param name="Status"><c>initiating</c>, or already further.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="PhoneNumber">The number called.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FromNumber">The number called from; null for the carrier's default.</param>
/// <param name="AgentId">The voice agent that speaks, <c>agent_</c> and 32 hex digits.</param>
public sealed record CreatedCall(
    string Id, string Status, string? ContactId, string PhoneNumber, DateTimeOffset CreatedAt, string? FromNumber, string AgentId)
{
    /// <summary>What the door shows of a call that it has accepted.</summary>
    public static CreatedCall Of(CallView call) => new(
        ListedCall.IdOf(call), CordiulNames.Status(call.Status), ListedCall.ContactOf(call), call.To, call.CreatedAt, call.From, ListedCall.AgentOf(call));
}

/// <summary>A page of calls.</summary>
/// <param name="Calls">The newest first; empty when there are none.</param>
/// <param name="Total">How many match in all, on whatever page.</param>
public sealed record CallsBody(IReadOnlyList<ListedCall> Calls, long Total);

/// <summary>A call in a list.</summary>
/// <param name="call">The call.</param>
public class ListedCall(CallView call)
{
    /// <summary>Its id, <c>call_</c> and 32 hex digits.</summary>
    public string Id => IdOf(Call);

    /// <summary><c>initiating</c>, <c>ringing</c>, <c>in_progress</c>, <c>completed</c>, <c>failed</c>, <c>no_answer</c>, <c>busy</c> or <c>canceled</c>.</summary>
    public string Status => CordiulNames.Status(Call.Status);

    /// <summary>The contact; null when it was placed for none.</summary>
    public string? ContactId => ContactOf(Call);

    /// <summary>The number called.</summary>
    public string PhoneNumber => Call.To;

    /// <summary>Whole seconds from answer to hang-up; 0 when nobody answered.</summary>
    public int Duration => Call.DurationSec;

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt => Call.CreatedAt;

    /// <summary>The number called from; null for the carrier's default.</summary>
    public string? FromNumber => Call.From;

    /// <summary>The voice agent that speaks, <c>agent_</c> and 32 hex digits.</summary>
    public string AgentId => AgentOf(Call);

    /// <summary>When dialling began; null before.</summary>
    public DateTimeOffset? StartedAt => Call.StartedAt;

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt => Call.EndedAt;

    private protected CallView Call { get; } = call;

    internal static string IdOf(CallView call) => FieldRules.PrintId(CordiulNames.CallPrefix, call.Id);

    internal static string? ContactOf(CallView call) => call.ContactId is { } id ? FieldRules.PrintId(CordiulNames.ContactPrefix, id) : null;

    internal static string AgentOf(CallView call) => FieldRules.PrintId(CordiulNames.AgentPrefix, call.AgentId);
}

/// <summary>A call with everything that is known about it.</summary>
/// <param name="call">The call.</param>
/// <param name="recordingUrl">Where its recording is; null when it has none.</param>
/// <param name="conversation">What was said; null when there is no transcript.</param>
public sealed class CallDetail(CallView call, string? recordingUrl, Conversation? conversation) : ListedCall(call)
{
    /// <summary>When it was answered; null when it was not.</summary>
    [JsonPropertyOrder(1)]
    public DateTimeOffset? AnsweredAt => Call.AnsweredAt;

    /// <summary>Who answered; null when nobody did.</summary>
    [JsonPropertyOrder(1)]
    public AnsweredBy? AnsweredBy => Call.AnsweredBy;

    /// <summary>Why it ended, such as <c>carrier_error</c> or <c>invalid_number</c>; null before the end.</summary>
    [JsonPropertyOrder(1)]
    public string? EndReason => Call.EndReason;

    /// <summary>What the person wanted, such as <c>demo_booked</c>; null without a conversation.</summary>
    [JsonPropertyOrder(1)]
    public string? Intent => Call.Intent;

    /// <summary><c>positive</c>, <c>neutral</c> or <c>negative</c>; null without a conversation.</summary>
    [JsonPropertyOrder(1)]
    public string? Sentiment => Call.Sentiment;

    /// <summary>A sentence or two on the conversation; null without one.</summary>
    [JsonPropertyOrder(1)]
    public string? Summary => Call.Summary;

    /// <summary>The object that the call was placed with at another door; null for none.</summary>
    [JsonPropertyOrder(1)]
    public RawJson? Metadata => RawJson.Of(Call.Metadata);

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
