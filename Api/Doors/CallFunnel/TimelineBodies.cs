using System.Globalization;
using Switchboard.Compliance;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>What happened with one person, newest first.</summary>
/// <param name="Count">Events on this page.</param>
/// <param name="Events">The page. For the next one, give the last event's <c>at</c> as <c>before</c>.</param>
public sealed record TimelineResponse(int Count, IReadOnlyList<TimelineEventBody> Events);

/// <summary>Something that happened with a person.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>call</c>, <c>decision</c>, <c>dnc_added</c>, <c>dnc_removed</c>, <c>contact_created</c> or <c>contact_updated</c>.</param>
/// <param name="Direction"><c>inbound</c> for what the person told you, <c>outbound</c> for what you did.</param>
/// <param name="WorkflowId">The workflow, if it was one.</param>
/// <param name="RunId">The run, if it was one.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="Payload">The facts; its fields depend on <paramref name="Kind"/>.</param>
public sealed record TimelineEventBody(
    DateTimeOffset At, string Kind, string Direction, string? WorkflowId, string? RunId, string Summary, object Payload)
{
    private const string Inbound = "inbound";
    private const string Outbound = "outbound";

    internal static TimelineEventBody Of(TimelineEntry entry) => entry switch
    {
        TimelineEntry.Called { Call: var call } => new(
            entry.At, "call", Outbound, call.CampaignId, call.RunId, TimelineSummaries.Of(call), CallPayload.Of(call)),
        TimelineEntry.Decided { Approval: var approval } => new(
            entry.At, "decision", Outbound, approval.CampaignId, approval.RunId, TimelineSummaries.Of(approval), ApprovalPayload.Of(approval)),
        TimelineEntry.TargetDecided { Decision: var decision } => new(
            entry.At, "decision", Outbound, decision.CampaignId, decision.RunId, TimelineSummaries.Of(decision), TargetDecisionPayload.Of(decision)),
        TimelineEntry.Suppressed { Entry: var listed } => new(
            entry.At, "dnc_added", listed.Source == DncSources.Call ? Inbound : Outbound, null, null, TimelineSummaries.Of(listed),
            new DncPayload(listed.Reason, listed.Source, RemovedBy: null)),
        TimelineEntry.Unsuppressed { Removal: var removal } => new(
            entry.At, "dnc_removed", Outbound, null, null, "Taken off the do-not-call list.",
            new DncPayload(removal.Entry.Reason, removal.Entry.Source, removal.RemovedBy)),
        TimelineEntry.ContactCreated { Contact: var contact } => new(
            entry.At, "contact_created", Outbound, null, null, "The contact was created.", ContactPayload.Of(contact)),
        TimelineEntry.ContactUpdated { Contact: var contact } => new(
            entry.At, "contact_updated", Outbound, null, null, "The contact was changed.", ContactPayload.Of(contact)),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "not an entry of a timeline"),
    };
}

/// <summary>The sentences of a timeline.</summary>
internal static class TimelineSummaries
{
    public static string Of(Calls.CallView call) => call.Status switch
    {
        Calls.CallStatus.Completed => Completed(call),
        Calls.CallStatus.NoAnswer => "Nobody answered.",
        Calls.CallStatus.Busy => "The line was busy.",
        Calls.CallStatus.Failed => $"The call failed: {Words(call.EndReason ?? "unknown")}.",
        Calls.CallStatus.Canceled => "The call was withdrawn before it was answered.",
        _ => "The call is under way.",
    };

    public static string Of(Approvals.ApprovalView approval)
    {
        var price = approval.ValueMinor is { } minor ? string.Create(CultureInfo.InvariantCulture, $" of {minor / 100m:0.00} {approval.Currency}") : "";
        var outcome = approval.Status switch
        {
            Approvals.ApprovalStatus.Approved => "was approved",
            Approvals.ApprovalStatus.Denied => "was denied",
            _ => "was not decided in time",
        };
        return $"A {Words(approval.Action)}{price} {outcome}.";
    }

    public static string Of(Campaigns.TargetDecision decision)
    {
        var what = decision.Decision switch
        {
            Campaigns.DecisionNames.Call => "The run decided to call",
            Campaigns.DecisionNames.Skip => "The run decided not to call",
            Campaigns.DecisionNames.Defer => "The run put the call off",
            Campaigns.DecisionNames.Retry => "The run is to call again",
            _ => "The run is done",
        };
        return $"{what}: {Words(decision.Reason)}.";
    }

    public static string Of(DncEntry entry) => entry.Reason is { } reason ? $"Put on the do-not-call list: {reason}." : "Put on the do-not-call list.";

    private static string Completed(Calls.CallView call)
    {
        var who = call.AnsweredBy == Calls.AnsweredBy.Voicemail ? "Voicemail answered" : "Answered";
        var length = string.Create(CultureInfo.InvariantCulture, $"{who}; {call.DurationSec} s");
        var intent = call.Intent is { } found ? $", intent {Words(found)}" : "";
        return call.Summary is { Length: > 0 } summary ? $"{length}{intent}. {summary}" : $"{length}{intent}.";
    }

    private static string Words(string name) => name.Replace('_', ' ');
}
