using System.Collections.Immutable;
using Switchboard.Events;
using Switchboard.Handoffs;

namespace Switchboard.Calls;

/// <content>How a conversation is handed to a person. The call stays in progress and is charged to its hang-up.</content>
public static partial class CallMachine
{
    /// <summary>After so many of the carrier's seconds a transfer that the carrier has not confirmed is tried again.</summary>
    private const double TransferRetry = 5;

    /// <summary>Whether the conversation is under way and nobody is ending it.</summary>
    public static bool CanTransfer(CallState state) => state is { View.Status: CallStatus.InProgress, HangUpAtSec: null };

    /// <summary>
    /// Somebody takes the conversation over, once and for all. What it may be waiting for is a matter of the two from now on: the proposal is withdrawn.
    /// </summary>
    public static CallDecision Transfer(CallState state, TransferTarget target, CarrierClock clock, DateTimeOffset now)
    {
        if (!CanTransfer(state) || state.View.TransferredTo is not null) return CallDecision.None(state);
        var answeredAtSec = state.AnsweredAtSec!.Value;
        var next = state with
        {
            View = state.View with { TransferredTo = target },
            TransferAtSec = Math.Max(answeredAtSec, clock.ToSeconds(now - state.View.StartedAt!.Value)),
            TransferPending = true,
            Approval = state.Approval is { } asked ? asked with { IsOpened = true } : null,
            DueAt = Earlier(now + clock.ToWait(TransferRetry), CutAt(state, answeredAtSec, clock)),
        };
        ImmutableArray<CallEffect> effects = state is { Approval: not null, Decision: null } ? [CallEffect.Transfer, CallEffect.WithdrawApproval] : [CallEffect.Transfer];
        return new(next, [new(EventTypes.CallTransferred, next.View, Publish: true)], effects) { ClaimsPerson = target.Agent is not null };
    }

    /// <summary>The carrier has confirmed that it puts the person through.</summary>
    public static CallDecision TransferConfirmed(CallState state, CarrierClock clock, DateTimeOffset now) => state.TransferPending
        ? new(
            state with
            {
                TransferPending = false,
                DueAt = Earlier(now + clock.ToWait(SilenceBeforeAsking), CutAt(state, state.AnsweredAtSec!.Value, clock)),
            },
            [],
            [])
        : CallDecision.None(state);

    /// <summary>What has to be told to others again, as nobody has confirmed that they know.</summary>
    private static ImmutableArray<CallEffect> Unconfirmed(CallState state) => state switch
    {
        { TransferPending: true } => [CallEffect.Transfer],
        { Approval.IsOpened: false } => [CallEffect.OpenApproval],
        _ => [],
    };
}
