using System.Collections.Immutable;
using Orleans;
using Switchboard.Handoffs;

namespace Switchboard.Calls;

/// <summary>A call as the world sees it: what lists show, events carry and grains answer. Always a committed state.</summary>
/// <param name="Id">UUIDv7 in its 36-character form.</param>
/// <param name="TenantId">The tenant that pays.</param>
/// <param name="Status">One of the nine states.</param>
/// <param name="AgentId">The voice agent that speaks.</param>
/// <param name="To">The number called, E.164.</param>
/// <param name="From">The caller id, E.164, or null for the carrier's default.</param>
/// <param name="Language">BCP 47 tag of the conversation.</param>
/// <param name="MaxDurationSec">Seconds after the answer at which the call is cut.</param>
/// <param name="Metadata">The caller's JSON object, or null.</param>
/// <param name="ContactId">The contact, if known.</param>
/// <param name="CampaignId">The campaign, if any.</param>
/// <param name="Attempt">Number of the attempt within its campaign, from 1.</param>
/// <param name="Provider">Name of the carrier.</param>
/// <param name="ProviderCallId">The carrier's own id of the call; null until it is known.</param>
/// <param name="CreatedAt">When the call was accepted.</param>
/// <param name="StartedAt">When dialling began.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="DurationSec">Whole seconds from answer to hang-up in the carrier's time; 0 when unanswered.</param>
/// <param name="ChargedMinor">What the conversation costs, minor units of the tenant's currency.</param>
/// <param name="AnsweredBy">Who answered; null before an answer.</param>
/// <param name="EndReason">Why it ended, in the engine's words: <c>completed</c>, <c>max_duration</c>, <c>carrier_error</c>, <c>invalid_number</c>, <c>carrier_timeout</c>, <c>busy</c> and so on.</param>
/// <param name="Intent">What the person wanted, such as <c>interested</c>.</param>
/// <param name="Sentiment"><c>positive</c>, <c>neutral</c> or <c>negative</c>.</param>
/// <param name="Outcome">The result in the conversation's own words, such as <c>demo_scheduled_2026_06_03</c>.</param>
/// <param name="Summary">One or two sentences on the conversation.</param>
/// <param name="HasRecording">Whether a recording can be fetched.</param>
/// <param name="RunId">The run of the campaign that placed it; null for none.</param>
/// <param name="TransferredTo">To whom the conversation was handed; null while nobody took it over.</param>
[GenerateSerializer, Immutable, Alias("switchboard.call-view")]
public sealed record CallView(
    string Id,
    string TenantId,
    CallStatus Status,
    string AgentId,
    string To,
    string? From,
    string Language,
    int MaxDurationSec,
    string? Metadata,
    string? ContactId,
    string? CampaignId,
    int Attempt,
    string Provider,
    string? ProviderCallId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    int DurationSec,
    long ChargedMinor,
    AnsweredBy? AnsweredBy,
    string? EndReason,
    string? Intent,
    string? Sentiment,
    string? Outcome,
    string? Summary,
    bool HasRecording,
    string? RunId = null,
    TransferTarget? TransferredTo = null);

/// <summary>Values of <see cref="CallView.EndReason"/> that a campaign's run acts on.</summary>
public static class EndReasons
{
    /// <summary>The carrier refused or failed.</summary>
    public const string CarrierError = "carrier_error";

    /// <summary>The carrier was never heard from again.</summary>
    public const string CarrierTimeout = "carrier_timeout";

    /// <summary>It waited for a line, and its run was paused or its calling hours ended meanwhile.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>It waited for a line, and the number came onto the tenant's do-not-call list meanwhile.</summary>
    public const string DoNotCallList = "dnc";

    /// <summary>It waited for a line, and the Indian number came onto the national registry meanwhile.</summary>
    public const string NationalRegistry = "ncpr";
}

/// <summary>Who answered a call.</summary>
public enum AnsweredBy
{
    /// <summary>The carrier could not tell.</summary>
    Unknown,

    /// <summary>A person.</summary>
    Human,

    /// <summary>A voicemail or an answering machine.</summary>
    Voicemail,
}

/// <summary>One spoken line.</summary>
/// <param name="Role"><c>agent</c>, <c>user</c>, or <c>human_agent</c> for the person to whom the call was handed.</param>
/// <param name="Text">What was said.</param>
/// <param name="AtSec">Seconds after the answer, in the carrier's time.</param>
[GenerateSerializer, Immutable, Alias("switchboard.utterance")]
public sealed record Utterance(string Role, string Text, double AtSec);

/// <summary>One entry of a call's timeline.</summary>
/// <param name="Type">Such as <c>disclosure-played</c>, <c>intent-detected</c>, <c>handoff-requested</c>, <c>transferred</c>.</param>
/// <param name="AtSec">Seconds after the answer, in the carrier's time.</param>
/// <param name="Detail">A word more, such as the intent; null for none.</param>
[GenerateSerializer, Immutable, Alias("switchboard.timeline-mark")]
public sealed record TimelineMark(string Type, double AtSec, string? Detail);

/// <summary>What was said and noticed in a conversation so far.</summary>
/// <param name="Transcript">The spoken lines in order.</param>
/// <param name="Timeline">The noticed events in order.</param>
[GenerateSerializer, Immutable, Alias("switchboard.conversation")]
public sealed record Conversation(ImmutableArray<Utterance> Transcript, ImmutableArray<TimelineMark> Timeline)
{
    /// <summary>A conversation in which nothing has been said yet.</summary>
    public static readonly Conversation Empty = new([], []);
}
