using Orleans;
using Switchboard.Calls;

namespace Switchboard.Carriers;

/// <summary>What a carrier can report of a call.</summary>
public enum CarrierEventKind
{
    /// <summary>The far end rings.</summary>
    Ringing,

    /// <summary>A person or a voicemail answered.</summary>
    Answered,

    /// <summary>Something was said or noticed; <see cref="CarrierEvent.Conversation"/> has all of it so far.</summary>
    ConversationAdvanced,

    /// <summary>The conversation needs a decision; see <see cref="CarrierEvent.Approval"/>.</summary>
    ApprovalRequested,

    /// <summary>The call is over; <see cref="CarrierEvent.Ending"/> has the whole of it.</summary>
    Ended,
}

/// <summary>
/// One report of a carrier. Reports may come late, twice, out of order or never; each therefore stands by itself, and
/// the last one (<see cref="CarrierEventKind.Ended"/>) tells everything again.
/// </summary>
/// <param name="CallId">The call.</param>
/// <param name="Kind">What happened.</param>
/// <param name="AtSec">Seconds since the dialling began, in the carrier's time.</param>
/// <param name="NextEventBySec">
/// When the next report is due at the latest, in the same count; null when the carrier cannot tell. The engine asks the carrier then if it heard nothing.
/// </param>
/// <param name="AnsweredBy">Who answered, with <see cref="CarrierEventKind.Answered"/>.</param>
/// <param name="Conversation">All that was said and noticed so far; null when nothing is new.</param>
/// <param name="Approval">What is to be decided, with <see cref="CarrierEventKind.ApprovalRequested"/>.</param>
/// <param name="Ending">How it ended, with <see cref="CarrierEventKind.Ended"/>.</param>
/// <param name="KnowsTransfer">
/// False when the carrier reports an end that it foresaw without knowing that the call would be handed to a person: such an end does not come about if the call was
/// handed over before it. A simulator on a node that no longer has the call reports so; a real carrier reports what has happened.
/// </param>
[GenerateSerializer, Immutable, Alias("switchboard.carrier-event")]
public sealed record CarrierEvent(
    string CallId,
    CarrierEventKind Kind,
    double AtSec,
    double? NextEventBySec = null,
    AnsweredBy? AnsweredBy = null,
    Conversation? Conversation = null,
    ApprovalProposal? Approval = null,
    CallEnding? Ending = null,
    bool KnowsTransfer = true);

/// <summary>A proposal that a person must decide while the call waits.</summary>
/// <param name="Action"><c>concession</c>, <c>callback</c> or <c>escalate</c>.</param>
/// <param name="ValueMinor">What it would cost, minor units of the tenant's currency; null when it has no price.</param>
/// <param name="Rationale">Why the agent proposes it.</param>
/// <param name="WaitSec">How long the conversation can wait, in the carrier's seconds.</param>
[GenerateSerializer, Immutable, Alias("switchboard.approval-proposal")]
public sealed record ApprovalProposal(string Action, long? ValueMinor, string Rationale, int WaitSec);

/// <summary>The carrier's last word on a call.</summary>
/// <param name="Cause">How it ended.</param>
/// <param name="AnsweredAtSec">Seconds since the dialling began at which it was answered; null when it was not.</param>
/// <param name="AnsweredBy">Who answered; null when nobody did.</param>
/// <param name="Conversation">The whole conversation; null when there was none.</param>
/// <param name="Analysis">What the conversation came to; null when there was none.</param>
/// <param name="HasRecording">Whether the carrier has a recording.</param>
[GenerateSerializer, Immutable, Alias("switchboard.call-ending")]
public sealed record CallEnding(
    EndCause Cause,
    double? AnsweredAtSec,
    AnsweredBy? AnsweredBy,
    Conversation? Conversation,
    ConversationAnalysis? Analysis,
    bool HasRecording);

/// <summary>What a conversation came to.</summary>
/// <param name="Intent">Such as <c>interested</c>, <c>do_not_call</c>, <c>demo_booked</c>.</param>
/// <param name="Sentiment"><c>positive</c>, <c>neutral</c> or <c>negative</c>.</param>
/// <param name="Outcome">The result in a few words of the domain.</param>
/// <param name="Summary">One or two sentences.</param>
[GenerateSerializer, Immutable, Alias("switchboard.conversation-analysis")]
public sealed record ConversationAnalysis(string Intent, string Sentiment, string Outcome, string Summary);

/// <summary>How a call ended at the carrier.</summary>
public enum EndCause
{
    /// <summary>One side hung up after an answer.</summary>
    HangUp,

    /// <summary>Cut at the maximum duration.</summary>
    MaxDuration,

    /// <summary>The far end was busy.</summary>
    Busy,

    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>The carrier refused or failed; may be retried.</summary>
    CarrierError,

    /// <summary>The number does not exist; never retried.</summary>
    InvalidNumber,

    /// <summary>Withdrawn by us before the answer.</summary>
    Canceled,
}
