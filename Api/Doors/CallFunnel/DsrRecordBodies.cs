using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Compliance;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>A call with everything that is stored of it.</summary>
/// <param name="Call">The facts.</param>
/// <param name="WorkflowId">The workflow that called, if it was one.</param>
/// <param name="RunId">The run that called, if it was one.</param>
/// <param name="CreatedAt">When the call was accepted.</param>
/// <param name="Language">BCP 47 tag of the conversation.</param>
/// <param name="Metadata">What you noted with the call.</param>
/// <param name="Transcript">What was said.</param>
/// <param name="Marks">What was noticed.</param>
public sealed record DsrCallBody(
    CallPayload Call, string? WorkflowId, string? RunId, DateTimeOffset CreatedAt, string Language, RawJson? Metadata, IEnumerable<DsrLineBody> Transcript,
    IEnumerable<DsrMarkBody> Marks)
{
    internal static DsrCallBody Of(CallView call, Conversation? said) => new(
        CallPayload.Of(call), call.CampaignId, call.RunId, call.CreatedAt, call.Language, RawJson.Of(call.Metadata),
        (said ?? Conversation.Empty).Transcript.Select(line => new DsrLineBody(line.Role, line.Text, line.AtSec)),
        (said ?? Conversation.Empty).Timeline.Select(mark => new DsrMarkBody(mark.Type, mark.AtSec, mark.Detail)));
}

/// <summary>A spoken line.</summary>
/// <param name="Role"><c>agent</c> or <c>user</c>.</param>
/// <param name="Text">What was said.</param>
/// <param name="AtSec">Seconds after the answer.</param>
public sealed record DsrLineBody(string Role, string Text, double AtSec);

/// <summary>Something noticed in a conversation.</summary>
public sealed record DsrMarkBody(string Type, double AtSec, string? Detail);

/// <summary>What was asked for in a call.</summary>
public sealed record DsrApprovalBody(ApprovalPayload Approval, string Rationale, RawJson Context, DateTimeOffset CreatedAt, DateTimeOffset? DecidedAt)
{
    internal static DsrApprovalBody Of(ApprovalView approval) =>
        new(ApprovalPayload.Of(approval), approval.Rationale, new RawJson(approval.Context), approval.CreatedAt, approval.DecidedAt);
}

/// <summary>An entry that was taken off the do-not-call list.</summary>
public sealed record DsrDncRemovalBody(string? Reason, string Source, DateTimeOffset AddedAt, DateTimeOffset RemovedAt, string RemovedBy)
{
    internal static DsrDncRemovalBody Of(DncRemoval removal) =>
        new(removal.Entry.Reason, removal.Entry.Source, removal.Entry.AddedAt, removal.RemovedAt, removal.RemovedBy);
}

/// <summary>A place in an audience.</summary>
public sealed record DsrAudienceBody(
    string WorkflowId, string UploadId, string? Name, RawJson? Fields, string? Zone, string Status, int Attempts, string? Reason, string? CallId)
{
    internal static DsrAudienceBody Of(AudienceMembership place) => new(
        place.CampaignId, place.UploadId, place.Name, RawJson.Of(place.Fields), place.Zone, place.Status, place.Attempts, place.Reason, place.CallId);
}

/// <summary>A row of an upload that was not accepted.</summary>
public sealed record DsrRejectedRowBody(string UploadId, long Line, string Reason);

/// <summary>Why a run called or did not.</summary>
public sealed record DsrDecisionBody(string WorkflowId, string RunId, DateTimeOffset At, TargetDecisionPayload Decision)
{
    internal static DsrDecisionBody Of(TargetDecision decision) => new(decision.CampaignId, decision.RunId, decision.At, TargetDecisionPayload.Of(decision));
}

/// <summary>The last call by a workflow.</summary>
public sealed record DsrLastCallBody(string WorkflowId, DateTimeOffset CalledAt);

/// <summary>Something sent about the person to a webhook endpoint.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Event">Its name.</param>
/// <param name="SubjectId">The call or the contact that it is about.</param>
/// <param name="Url">The endpoint's address; null when the endpoint was removed since.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="CreatedAt">When.</param>
public sealed record DsrDeliveryBody(string EventId, string Event, string SubjectId, string? Url, string Status, int Attempts, DateTimeOffset CreatedAt)
{
    internal static DsrDeliveryBody Of(SubjectDelivery delivery) => new(
        delivery.EventId, delivery.Event, delivery.SubjectId, delivery.Url, delivery.Status, delivery.Attempts, delivery.CreatedAt);
}
