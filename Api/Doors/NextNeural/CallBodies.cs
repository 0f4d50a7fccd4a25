using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Contacts;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>Asks for a call.</summary>
/// <param name="To">The number to call, E.164. It becomes a contact's if it is none yet.</param>
/// <param name="CampaignId">The campaign whose agent speaks; one that is not completed.</param>
/// <param name="ContactName">The person's name.</param>
/// <param name="Metadata">Your own object of at most 16 KiB, given back with the call and its webhooks.</param>
public sealed record PlaceCallBody(string To, string CampaignId, string? ContactName, RawJson? Metadata) : IRequestBody<PlaceCallBody>
{
    internal const string ToField = "to";

    /// <inheritdoc/>
    public static PlaceCallBody Read(RequestReader fields) => new(
        fields.Phone(ToField, ContactFields.PhoneRule),
        fields.Id("campaign_id"),
        fields.OptionalText("contact_name", ContactRules.NameMax, min: 1),
        RawJson.Of(fields.OptionalObject("metadata", ContactRules.MetadataBytesMax)));

    internal CallThroughCampaign ToCommand(string tenantId) => new(tenantId, CampaignId, To, ContactName, Metadata?.Text);
}

/// <summary>A call that was just accepted.</summary>
/// <param name="CallUuid">Its id.</param>
/// <param name="Status"><c>dialing</c>.</param>
/// <param name="To">The number called.</param>
/// <param name="CampaignId">The campaign.</param>
public sealed record PlacedCallBody(string CallUuid, string Status, string To, string CampaignId)
{
    internal static PlacedCallBody Of(CallView call) => new(call.Id, NextNeuralNames.Status(call.Status), call.To, call.CampaignId!);
}

/// <summary>A call in a list.</summary>
/// <param name="call">The call.</param>
/// <param name="recordingUrl">Where its recording is; null when it has none.</param>
public class CallBody(CallView call, string? recordingUrl)
{
    /// <summary>The call's id.</summary>
    public string Uuid => Call.Id;

    /// <summary>Always <c>outbound</c>.</summary>
    public string CallType => "outbound";

    /// <summary>The campaign; null for a call that another door placed without one.</summary>
    public string? CampaignUuid => Call.CampaignId;

    /// <summary>The contact; null for a call that another door placed without one.</summary>
    public string? ContactUuid => Call.ContactId;

    /// <summary>The number called from; null for the carrier's default.</summary>
    public string? FromNumber => Call.From;

    /// <summary>The number called.</summary>
    public string ToNumber => Call.To;

    /// <summary><c>dialing</c>, <c>ringing</c>, <c>in-progress</c>, <c>completed</c>, <c>no-answer</c>, <c>failed</c>, <c>busy</c> or <c>canceled</c>.</summary>
    public string Status => NextNeuralNames.Status(Call.Status);

    /// <summary>Whole seconds from answer to hang-up; 0 when nobody answered.</summary>
    public int Duration => Call.DurationSec;

    /// <summary>The same as minutes and seconds, <c>02:22</c>.</summary>
    public string DurationFormatted => $"{Call.DurationSec / 60:00}:{Call.DurationSec % 60:00}";

    /// <summary><c>connected</c>, <c>voicemail</c>, <c>no-answer</c> or <c>failed</c>; null while the call has not ended.</summary>
    public string? Outcome => NextNeuralNames.Outcome(Call);

    /// <summary><c>positive</c>, <c>neutral</c> or <c>negative</c>; null without a conversation.</summary>
    public string? Sentiment => Call.Sentiment;

    /// <summary>One or two sentences on the conversation; null without one.</summary>
    public string? Summary => Call.Summary;

    /// <summary>Where the recording can be fetched, without a key; null when there is none.</summary>
    public string? RecordingUrl => recordingUrl;

    /// <summary>When dialling began; null before.</summary>
    public DateTimeOffset? StartedAt => Call.StartedAt;

    /// <summary>When the call ended; null before.</summary>
    public DateTimeOffset? EndedAt => Call.EndedAt;

    private protected CallView Call { get; } = call;
}

/// <summary>A call with everything that is known about it.</summary>
/// <param name="call">The call.</param>
/// <param name="recordingUrl">Where its recording is; null when it has none.</param>
/// <param name="conversation">What was said so far.</param>
public sealed class CallDetailBody(CallView call, string? recordingUrl, Conversation conversation) : CallBody(call, recordingUrl)
{
    /// <summary>Your own object, with what was written to it since.</summary>
    [JsonPropertyOrder(1)]
    public RawJson? Metadata => RawJson.Of(Call.Metadata);

    /// <summary>The spoken lines so far, in order.</summary>
    [JsonPropertyOrder(1)]
    public IEnumerable<SpokenLineBody> Transcript => conversation.Transcript.Select(line => new SpokenLineBody(line.Role, line.Text, line.AtSec));
}

/// <summary>One spoken line.</summary>
/// <param name="Speaker"><c>agent</c> or <c>user</c>.</param>
/// <param name="Text">What was said.</param>
/// <param name="Timestamp">Seconds after the answer.</param>
public sealed record SpokenLineBody(string Speaker, string Text, double Timestamp);

/// <summary>A page of the calls, newest first.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Total">How many there are on all pages, by the same filters.</param>
public sealed record CallListResponse(IEnumerable<CallBody> Calls, long Total);
