using System.Collections.Immutable;
using Switchboard.Approvals;
using Switchboard.Carriers;
using Switchboard.Events;
using Switchboard.Voices;

namespace Switchboard.Calls;

/// <summary>
/// The life of a call, pure: state, command and time in; decision out. States only move forward: what comes late,
/// twice or out of order is answered by <see cref="CallDecision.None"/>.
/// </summary>
public static partial class CallMachine
{
    /// <summary>How long a queued call waits before it asks for a line again; only a lost message makes it ask twice.</summary>
    private static readonly TimeSpan QueuedPoll = TimeSpan.FromSeconds(30);

    /// <summary>How long a settlement is given before it is tried again.</summary>
    private static readonly TimeSpan SettlementRetry = TimeSpan.FromSeconds(10);

    /// <summary>A new call, its money held.</summary>
    public static CallDecision Accept(CallView queued, long ratePerMinuteMinor, long approvalThresholdMinor = 0, DateTimeOffset? dialBefore = null, VoiceConfig? voice = null)
    {
        var state = new CallState
        {
            View = queued,
            RatePerMinuteMinor = ratePerMinuteMinor,
            ApprovalThresholdMinor = approvalThresholdMinor,
            DialBefore = dialBefore,
            Voice = voice,
            HeardAt = queued.CreatedAt,
            DueAt = queued.CreatedAt + QueuedPoll,
        };
        return new(state, [new(EventTypes.CallQueued, queued, Publish: false)], [CallEffect.RequestLine]);
    }

    /// <summary>A line is free: the dialling begins.</summary>
    public static CallDecision BeginDialling(CallState state, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status != CallStatus.Queued) return CallDecision.None(state);
        if (state.DialBefore <= now) return Withdraw(state, EndReasons.Withdrawn, now);
        var next = state with
        {
            View = state.View with { Status = CallStatus.Dialing, StartedAt = now },
            HeardAt = now,
            DueAt = now + clock.ToWait(SilenceBeforeAsking),
        };
        return new(next, [new(EventTypes.CallDialing, next.View, Publish: false)], [CallEffect.Dial]);
    }

    /// <summary>The carrier answered the order to dial.</summary>
    public static CallDecision Dialled(CallState state, DialResult result, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status.IsEnd()) return CallDecision.None(state);
        if (result.Refusal is { } cause) return End(state, new CallEnding(cause, null, null, null, null, false), 0, clock, now);
        if (result.ProviderCallId == state.View.ProviderCallId) return CallDecision.None(state);
        return new(state with { View = state.View with { ProviderCallId = result.ProviderCallId } }, [], []);
    }

    /// <summary>Takes in a report of the carrier.</summary>
    public static CallDecision Report(CallState state, CarrierEvent report, Guid newApprovalId, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status.IsEnd()) return CallDecision.None(state);
        return report.Kind switch
        {
            CarrierEventKind.Ringing => Ring(state, clock, now),
            CarrierEventKind.Answered => Answer(state, report, clock, now),
            CarrierEventKind.ConversationAdvanced => CallDecision.None(state),
            CarrierEventKind.ApprovalRequested => AskApproval(state, report, newApprovalId, clock, now),
            CarrierEventKind.Ended when IsOvertaken(state, report) => CallDecision.None(state),
            CarrierEventKind.Ended => End(state, report.Ending!, report.AtSec, clock, now),
            _ => throw new ArgumentOutOfRangeException(nameof(report), report.Kind, "not a carrier event"),
        };
    }

    /// <summary>Somebody wants the call to end.</summary>
    public static CallDecision HangUp(CallState state, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status.IsEnd() || state.HangUpAtSec is not null) return CallDecision.None(state);
        if (state.View.Status == CallStatus.Queued)
            return End(state, new CallEnding(EndCause.Canceled, null, null, null, null, false), 0, clock, now);
        return Cut(state, clock.ToSeconds(now - state.View.StartedAt!.Value), clock, now);
    }

    /// <summary>The proposal was decided, or ran out.</summary>
    public static CallDecision Decide(CallState state, string approvalId, ApprovalStatus decision, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status.IsEnd() || state.Approval?.Id != approvalId || state.Decision is not null) return CallDecision.None(state);
        if (decision == ApprovalStatus.Pending) return CallDecision.None(state);

        // The conversation waited exactly as long as it offered when nobody decided, however late the word of it comes.
        var earliest = state.Approval.AskedAtSec;
        var latest = earliest + state.Approval.Proposal.WaitSec;
        var atSec = decision == ApprovalStatus.Expired
            ? latest
            : Math.Clamp(clock.ToSeconds(now - state.View.StartedAt!.Value), earliest, latest);
        var next = state with
        {
            Decision = new ProposalDecision(decision == ApprovalStatus.Approved, atSec),
            Approval = state.Approval with { IsOpened = true },
            HeardAt = now,
        };
        return new(next, [], [CallEffect.Resume]);
    }

    /// <summary>The approval's grain has confirmed that it exists.</summary>
    public static CallDecision ApprovalOpened(CallState state) =>
        state.Approval is { IsOpened: false } approval
            ? new(state with { Approval = approval with { IsOpened = true } }, [], [])
            : CallDecision.None(state);

    /// <summary>The wallet has confirmed the settlement, and the run, where there is one, that it knows of the end: nothing is left to do.</summary>
    /// <param name="state">The call.</param>
    /// <param name="runKnows">Whether the run has confirmed too; if not, it is told again at the deadline.</param>
    public static CallDecision Settled(CallState state, bool runKnows = true)
    {
        var next = state with { SettlementPending = false, RunToTell = state.RunToTell && !runKnows };
        if (next == state) return CallDecision.None(state);
        return new(next.IsConcluded ? next with { DueAt = null } : next, [], []);
    }

    /// <summary>A call that still waits for a line is not to be dialled after all; one that does not goes on.</summary>
    public static CallDecision Withdraw(CallState state, string reason, DateTimeOffset now) => state.View.Status == CallStatus.Queued
        ? EndWithoutCharge(state, CallStatus.Canceled, EventTypes.CallCanceled, reason, now)
        : CallDecision.None(state);

    /// <summary>New metadata. Allowed at any time: it is the caller's own.</summary>
    public static CallDecision WithMetadata(CallState state, string? metadata) =>
        metadata == state.View.Metadata
            ? CallDecision.None(state)
            : new(state with { View = state.View with { Metadata = metadata } }, [], []);

    /// <summary>
    /// What a node that takes this call over must do: everything that may not have happened after the last commit.
    /// </summary>
    public static ImmutableArray<CallEffect> Pending(CallState state) => state switch
    {
        { View.Status: CallStatus.Queued } => [CallEffect.RequestLine],
        { View: var view } when view.Status.IsEnd() => state.IsConcluded ? [] : [CallEffect.ReleaseLine, CallEffect.Settle],
        _ => [.. Unconfirmed(state), CallEffect.Synchronise],
    };

    /// <summary>An end that was foreseen does not come about when the call was handed to a person before it; one that came before still counts.</summary>
    private static bool IsOvertaken(CallState state, CarrierEvent report) => !report.KnowsTransfer && state.TransferAtSec < report.AtSec;

    private static CallDecision Ring(CallState state, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status != CallStatus.Dialing) return CallDecision.None(state);
        var next = state with
        {
            View = state.View with { Status = CallStatus.Ringing },
            HeardAt = now,
            DueAt = now + clock.ToWait(SilenceBeforeAsking),
        };
        return new(next, [new(EventTypes.CallRinging, next.View, Publish: false)], []);
    }

    private static CallDecision Answer(CallState state, CarrierEvent report, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status is not (CallStatus.Dialing or CallStatus.Ringing)) return CallDecision.None(state);
        var next = state with
        {
            View = Answered(state.View, report.AnsweredBy, now),
            AnsweredAtSec = report.AtSec,
            HeardAt = now,
            DueAt = Earlier(now + clock.ToWait(SilenceBeforeAsking), CutAt(state, report.AtSec, clock)),
        };
        return new(next, [new(EventTypes.CallAnswered, next.View, Publish: true)], []);
    }

    private static CallView Answered(CallView view, AnsweredBy? by, DateTimeOffset now) =>
        view with { Status = CallStatus.InProgress, AnsweredAt = now, AnsweredBy = by ?? AnsweredBy.Unknown };

    private static CallDecision AskApproval(CallState state, CarrierEvent report, Guid newApprovalId, CarrierClock clock, DateTimeOffset now)
    {
        if (state.Approval is not null || report.Approval is not { } proposal) return CallDecision.None(state);
        var expiresAt = now + clock.ToReal(proposal.WaitSec);
        var next = state with
        {
            Approval = new PendingApproval(newApprovalId.ToString(), proposal, report.AtSec, expiresAt, IsOpened: false),
            HeardAt = now,
        };
        return proposal.ValueMinor < state.ApprovalThresholdMinor ? ApproveByPolicy(next, report.AtSec) : new(next, [], [CallEffect.OpenApproval]);
    }

    /// <summary>What is worth less than the threshold waits for nobody; what has no known value is never under it.</summary>
    private static CallDecision ApproveByPolicy(CallState asked, double atSec) =>
        new(asked with { Approval = asked.Approval! with { IsOpened = true }, Decision = new ProposalDecision(Approved: true, atSec) }, [], [CallEffect.Resume])
        {
            ApprovedByPolicy = true,
        };

    private static CallDecision Cut(CallState state, double atSec, CarrierClock clock, DateTimeOffset now)
    {
        var next = state with { HangUpAtSec = atSec, DueAt = now + clock.ToWait(SilenceAfterHangUp) };
        return new(next, [], [CallEffect.HangUp]);
    }
}
