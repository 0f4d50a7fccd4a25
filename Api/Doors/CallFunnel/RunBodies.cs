using System.Text.Json.Nodes;
using Switchboard.Approvals;
using Switchboard.Campaigns;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>A run that has begun, or goes on.</summary>
/// <param name="RunId">UUID; the same after a pause.</param>
/// <param name="Status"><c>running</c>.</param>
/// <param name="TargetsQueued">Targets that no call has reached yet.</param>
public sealed record RunStartedResponse(string RunId, string Status, long TargetsQueued)
{
    internal static RunStartedResponse Of(RunView run) =>
        new(run.Id, run.Status.ToName(), Math.Max(0, run.Targets - run.Skipped - run.Dialled));
}

/// <summary>A workflow whose run has been paused.</summary>
/// <param name="Id">The workflow.</param>
/// <param name="Status"><c>paused</c>.</param>
/// <param name="RunId">Its run.</param>
/// <param name="CallsInFlight">Calls that will still end.</param>
public sealed record PausedResponse(string Id, string Status, string RunId, int CallsInFlight)
{
    internal static PausedResponse Of(RunView run) => new(run.CampaignId, run.Status.ToName(), run.Id, run.InFlight);
}

/// <summary>Runs, newest first.</summary>
public sealed record RunListResponse(IEnumerable<RunBody> Runs);

/// <summary>A run. Its counters equal what its calls add up to, those under way included.</summary>
/// <param name="Id">UUID.</param>
/// <param name="WorkflowId">The workflow.</param>
/// <param name="Number">1 for the workflow's first run.</param>
/// <param name="Status"><c>running</c>, <c>paused</c> or <c>completed</c>.</param>
/// <param name="PauseReason"><c>requested</c>, <c>insufficient_funds</c> (goes on by itself after a top-up) or <c>circuit_breaker</c>.</param>
/// <param name="PauseEvidence">What led to the pause: for the circuit breaker, the calls that failed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When its last target ended.</param>
/// <param name="WaitingUntil">When it goes on, while it runs and nobody in its audience may be called at this hour; null otherwise.</param>
/// <param name="TargetsTotal">Numbers that it is to call.</param>
/// <param name="TargetsDialed">Those with at least one attempt that reached the carrier.</param>
/// <param name="TargetsConnected">Those that a person or a voicemail answered; a conversation under way counts.</param>
/// <param name="TargetsSkipped">Those that were not called; the decisions say why.</param>
/// <param name="Attempts">Calls dialled, whether they have ended or not.</param>
/// <param name="CallsInFlight">Calls that have not ended.</param>
/// <param name="ApprovalsPending">Approvals that wait for a decision.</param>
/// <param name="ConcessionsDecided">Concessions that were approved or denied.</param>
public sealed record RunBody(
    string Id,
    string WorkflowId,
    int Number,
    string Status,
    string? PauseReason,
    JsonNode? PauseEvidence,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? WaitingUntil,
    long TargetsTotal,
    long TargetsDialed,
    long TargetsConnected,
    long TargetsSkipped,
    long Attempts,
    int CallsInFlight,
    long ApprovalsPending,
    long ConcessionsDecided)
{
    internal static RunBody Of(RunView run, RunProgress progress, RunApprovals approvals, DateTimeOffset? waitingUntil) => new(
        run.Id, run.CampaignId, run.Number, run.Status.ToName(), run.PauseReason?.ToName(),
        run.PauseEvidence is { } evidence ? JsonNode.Parse(evidence) : null, run.StartedAt, run.EndedAt, waitingUntil, run.Targets,
        progress.Dialled, progress.Connected, run.Skipped, progress.Attempts, run.InFlight, approvals.Pending, approvals.ConcessionsDecided);
}

/// <summary>Decisions about targets, newest first.</summary>
/// <param name="Decisions">The decisions.</param>
/// <param name="NextBefore">What <c>before</c> must be for the next page; null at the end.</param>
public sealed record DecisionListResponse(IEnumerable<DecisionBody> Decisions, string? NextBefore);

/// <summary>Why a target was called, skipped, put off or given up.</summary>
/// <param name="Id">UUID.</param>
/// <param name="RunId">The run.</param>
/// <param name="Phone">The number.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Decision"><c>call</c>, <c>skip</c>, <c>defer</c>, <c>retry</c> or <c>done</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="CallId">The call that it led to, or that it follows from.</param>
/// <param name="At">When.</param>
public sealed record DecisionBody(string Id, string RunId, string Phone, int Attempt, string Decision, string Reason, string? CallId, DateTimeOffset At)
{
    internal static DecisionBody Of(TargetDecision decision) => new(
        decision.Id, decision.RunId, decision.Phone, decision.Attempt, decision.Decision, decision.Reason, decision.CallId, decision.At);
}
