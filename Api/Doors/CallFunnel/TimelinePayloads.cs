using System.Collections.Immutable;
using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The facts of a call.</summary>
public sealed record CallPayload(
    string CallId, CallStatus Status, string ToE164, string? FromE164, int Attempt, DateTimeOffset? StartedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt,
    int DurationSec, AnsweredBy? AnsweredBy, string? EndReason, string? Intent, string? Sentiment, string? Outcome, string? Summary, long ChargedMinor,
    bool HasRecording)
{
    internal static CallPayload Of(CallView call) => new(
        call.Id, call.Status, call.To, call.From, call.Attempt, call.StartedAt, call.AnsweredAt, call.EndedAt, call.DurationSec, call.AnsweredBy, call.EndReason,
        call.Intent, call.Sentiment, call.Outcome, call.Summary, call.ChargedMinor, call.HasRecording);
}

/// <summary>The facts of a decision on what was asked for in a call.</summary>
/// <param name="Source">Always <c>approval</c>.</param>
/// <param name="ApprovalId">The approval.</param>
/// <param name="CallId">The call.</param>
/// <param name="ProposedAction">What was asked for.</param>
/// <param name="ProposedValueMinor">What it would cost; null when it has no price.</param>
/// <param name="Currency">Currency of the value.</param>
/// <param name="Status"><c>approved</c>, <c>denied</c> or <c>expired</c>.</param>
/// <param name="DecidedBy">Who decided; null when it ran out.</param>
/// <param name="Note">The decider's word.</param>
public sealed record ApprovalPayload(
    string Source, string ApprovalId, string CallId, string ProposedAction, long? ProposedValueMinor, string Currency, string Status, string? DecidedBy, string? Note)
{
    internal static ApprovalPayload Of(ApprovalView approval) => new(
        "approval", approval.Id, approval.CallId, approval.Action, approval.ValueMinor, approval.Currency, approval.Status.ToName(), approval.DecidedBy, approval.Note);
}

/// <summary>The facts of a run's decision about a number.</summary>
/// <param name="Source">Always <c>run</c>.</param>
/// <param name="DecisionId">The decision.</param>
/// <param name="Decision"><c>call</c>, <c>skip</c>, <c>defer</c>, <c>retry</c> or <c>done</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempt">The attempt that it is about.</param>
/// <param name="CallId">The call that it led to or followed from.</param>
public sealed record TargetDecisionPayload(string Source, string DecisionId, string Decision, string Reason, int Attempt, string? CallId)
{
    internal static TargetDecisionPayload Of(TargetDecision decision) =>
        new("run", decision.Id, decision.Decision, decision.Reason, decision.Attempt, decision.CallId);
}

/// <summary>The facts of a change of the do-not-call list.</summary>
/// <param name="Reason">Why the number was put on it.</param>
/// <param name="Source">Where the entry came from.</param>
/// <param name="RemovedBy">Who took it off; null when it was put on.</param>
public sealed record DncPayload(string? Reason, string Source, string? RemovedBy);

/// <summary>The contact as it is now.</summary>
public sealed record ContactPayload(
    string Id, string PhoneE164, string? Name, string? Email, string? LanguagePref, RawJson? Metadata, string? ConsentCapture, ImmutableArray<string> Tags,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static ContactPayload Of(Contact contact) => new(
        contact.Id, contact.Phone, contact.Name, contact.Email, contact.LanguagePref, RawJson.Of(contact.Metadata), contact.Consent?.ToName(), contact.Tags,
        contact.CreatedAt, contact.UpdatedAt);
}
