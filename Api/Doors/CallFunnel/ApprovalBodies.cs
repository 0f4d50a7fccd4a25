using Switchboard.Api.Requests;
using Switchboard.Approvals;
using Switchboard.Calls;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>A page of approvals, newest first.</summary>
/// <param name="Approvals">The approvals.</param>
/// <param name="NextBefore">What <c>before</c> must be for the next page; null at the end.</param>
public sealed record ApprovalListResponse(IEnumerable<ApprovalBody> Approvals, string? NextBefore);

/// <summary>Something that the voice agent proposed and a person decides.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WorkflowId">The workflow of the call; null for a direct call.</param>
/// <param name="RunId">The run that placed the call; null for a direct call.</param>
/// <param name="CallId">The call.</param>
/// <param name="TargetPhone">The number called.</param>
/// <param name="ProposedAction"><c>concession</c>, <c>callback</c> or <c>escalate</c>.</param>
/// <param name="ProposedValueMinor">What it would cost; null when it has no price.</param>
/// <param name="Currency">Of the value.</param>
/// <param name="Rationale">Why the agent proposes it.</param>
/// <param name="Context">The conversation up to then.</param>
/// <param name="Status"><c>pending</c>, <c>approved</c>, <c>denied</c> or <c>expired</c>.</param>
/// <param name="CreatedAt">When the conversation began to wait.</param>
/// <param name="ExpiresAt">When it goes on without a decision.</param>
/// <param name="DecidedAt">When it was decided or ran out.</param>
/// <param name="DecidedBy">
/// A user's or a key's id; <c>slack:</c> and the person's id and name there; <c>policy</c> for what is worth less than the workflow's threshold; null when it ran out.
/// </param>
/// <param name="Note">The decider's word, if any.</param>
public sealed record ApprovalBody(
    string Id,
    string? WorkflowId,
    string? RunId,
    string CallId,
    string TargetPhone,
    string ProposedAction,
    long? ProposedValueMinor,
    string Currency,
    string Rationale,
    ApprovalContextBody Context,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? Note)
{
    internal static ApprovalBody Of(ApprovalView view) => new(
        view.Id, view.CampaignId, view.RunId, view.CallId, view.TargetPhone, view.Action, view.ValueMinor, view.Currency, view.Rationale,
        ApprovalContextBody.Of(CallJson.ReadConversation(view.Context)), view.Status.ToName(), view.CreatedAt, view.ExpiresAt, view.DecidedAt,
        view.DecidedBy, view.Note);
}

/// <summary>What had been said and noticed when the conversation began to wait.</summary>
/// <param name="Transcript">The spoken lines.</param>
/// <param name="Timeline">What was noticed.</param>
public sealed record ApprovalContextBody(IEnumerable<SpokenLineBody> Transcript, IEnumerable<ConversationMarkBody> Timeline)
{
    internal static ApprovalContextBody Of(Conversation conversation) => new(
        conversation.Transcript.IsDefault ? [] : conversation.Transcript.Select(line => new SpokenLineBody(line.Role, line.Text, line.AtSec)),
        conversation.Timeline.IsDefault ? [] : conversation.Timeline.Select(mark => new ConversationMarkBody(mark.Type, mark.AtSec, mark.Detail)));
}

/// <summary>A spoken line.</summary>
/// <param name="Role"><c>agent</c> or <c>user</c>.</param>
/// <param name="Text">What was said.</param>
/// <param name="AtSec">Seconds after the answer.</param>
public sealed record SpokenLineBody(string Role, string Text, double AtSec);

/// <summary>Something noticed in a conversation.</summary>
/// <param name="Type">Such as <c>disclosure-played</c>.</param>
/// <param name="AtSec">Seconds after the answer.</param>
/// <param name="Detail">A word more; null for none.</param>
public sealed record ConversationMarkBody(string Type, double AtSec, string? Detail);

/// <summary>Decides an approval.</summary>
/// <param name="Decision"><c>approve</c> or <c>deny</c>.</param>
/// <param name="Note">A word on why; at most 500 characters.</param>
public sealed record DecideApprovalRequest(string Decision, string? Note) : IRequestBody<DecideApprovalRequest>
{
    internal const string Approve = "approve";
    internal const string Deny = "deny";

    /// <inheritdoc/>
    public static DecideApprovalRequest Read(RequestReader fields) =>
        new(fields.OneOf("decision", Approve, Deny), fields.OptionalText("note", 500));
}

/// <summary>An approval that has just been decided.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>approved</c> or <c>denied</c>.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="DecidedBy">The user's or the key's id.</param>
public sealed record ApprovalDecidedResponse(string Id, string Status, DateTimeOffset DecidedAt, string DecidedBy)
{
    internal static ApprovalDecidedResponse Of(ApprovalView view) => new(view.Id, view.Status.ToName(), view.DecidedAt!.Value, view.DecidedBy!);
}
