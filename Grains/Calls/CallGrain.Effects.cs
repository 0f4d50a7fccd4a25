using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Approvals;
using Switchboard.Campaigns;
using Switchboard.Carriers;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Telemetry;
using Switchboard.Wallets;

namespace Switchboard.Calls;

/// <content>From a decision to a durable state, and from there to the world.</content>
internal sealed partial class CallGrain
{
    private static readonly TimeSpan LingerFor = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether this activation follows the call at the carrier. A node that has just taken it over does not yet, whatever else it may be told of the call before its deadline.
    /// </summary>
    private bool _isInHand;

    private bool _lingers;

    private double? _nextReportBySec;

    /// <summary>When this activation asked the carrier for the first time.</summary>
    private DateTimeOffset? _askedAt;

    /// <summary>Commits a decision, then carries out its effects, and what those lead to.</summary>
    private async Task CarryOutAsync(CallDecision decision, bool confirmHold = false, [CallerMemberName] string step = "")
    {
        using var span = Tracing.IsOn ? Trace(decision, step) : null;
        await DoAsync(decision, confirmHold);
    }

    /// <summary>A span of the call's own trace, whoever asked for the step; null when nothing comes of it.</summary>
    private Activity? Trace(CallDecision decision, string step)
    {
        if (decision.Next == State && decision.Effects.IsEmpty) return null;
        var view = decision.Next.View;
        return Tracing.Continue(decision.Next.TraceParent, $"call {step}")?
            .SetTag("switchboard.tenant.id", view.TenantId).SetTag("switchboard.call.id", Id).SetTag("switchboard.call.status", view.Status.ToName());
    }

    private async Task DoAsync(CallDecision decision, bool confirmHold)
    {
        if (decision.Next != State) await CommitAsync(decision, confirmHold);
        foreach (var effect in decision.Effects)
        {
            if (await TryAsync(effect) is { } consequence) await DoAsync(consequence, confirmHold: false);
        }

        // Nothing more can happen to it: at a thousand calls a second, ended ones would fill the memory until they count as idle.
        if (State is { IsConcluded: true } && !_lingers) DeactivateOnIdle();
    }

    /// <summary>
    /// Keeps an ended call in memory for a moment: programs write back what they make of a conversation, several at once, and a message to an activation that ends at every
    /// turn is passed on only so often.
    /// </summary>
    private void Linger()
    {
        if (_lingers) return;
        _lingers = true;
        this.RegisterGrainTimer(LeaveAsync, new GrainTimerCreationOptions(LingerFor, Timeout.InfiniteTimeSpan));
    }

    private Task LeaveAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task CommitAsync(CallDecision decision, bool confirmHold)
    {
        var now = time.GetUtcNow();
        var approval = decision.ApprovedByPolicy
            ? ApprovalMachine.OpenApproved(decision.Next.Approval!.Id, await ProposeAsync(decision.Next), StoreTime.AsStored(now))
            : null;
        var sequence = State?.EventSequence ?? 0;
        var happened = decision.Events.Select(draft => (draft.Publish, Event: ToEvent(draft, decision.Conversation, ++sequence, now))).ToImmutableArray();
        record.State = new CallRecord
        {
            Call = decision.Next with { EventSequence = sequence },
            Changes = new CallChanges(State, happened, decision.Conversation, decision.SuppressNumber, confirmHold, approval, decision.ClaimsPerson),
        };
        try
        {
            await record.WriteStateAsync();
        }
        catch
        {
            // What is in the store is unknown now; a fresh activation reads it.
            DeactivateOnIdle();
            throw;
        }

        CallMetrics.Committed(record.State.Changes.Before, decision.Next);
        if (approval is not null) ApprovalMetrics.ApprovedByPolicy();
        record.State.Changes = null;
        _conversation = decision.Conversation ?? _conversation;
        Arm(decision.Next.DueAt, decision.Next.View.Status.IsEnd());
        events.Publish([.. happened.Where(e => e.Publish).Select(e => e.Event)]);
    }

    private EngineEvent ToEvent(CallEventDraft draft, Conversation? conversation, long sequence, DateTimeOffset now) => new(
        Guid.CreateVersion7(now).ToString(), draft.Snapshot.TenantId, draft.Type, Id, sequence, now,
        draft.Publish ? CallJson.Write(draft.Snapshot, TellsTheEnd(draft) ? conversation : null) : CallJson.WriteStatus(draft.Snapshot.Status),
        Tracing.Context ?? State?.TraceParent);

    private static bool TellsTheEnd(CallEventDraft draft) => draft.Snapshot.Status.IsEnd() && draft.Type != EventTypes.RecordingReady;

    /// <summary>
    /// Tells the scheduler, but not of a deadline that has only moved to later: it will ask at the earlier time. An ended call is settled and out of memory
    /// by then, and would be read again only to say so.
    /// </summary>
    private void Arm(DateTimeOffset? dueAt, bool hasEnded)
    {
        if (dueAt is null ? _armedAt is null : !hasEnded && _armedAt <= dueAt) return;
        deadlines.Arm(CallTables.Calls.Name, Id, dueAt);
        _armedAt = dueAt;
    }

    /// <summary>Carries out one effect; a failure is left to the call's deadline.</summary>
    private async Task<CallDecision?> TryAsync(CallEffect effect)
    {
        var state = State!;
        try
        {
            return effect switch
            {
                CallEffect.RequestLine => await RequestLineAsync(state),
                CallEffect.Dial => await DialAsync(state),
                CallEffect.HangUp => await TellCarrierAsync(carrier.HangUpAsync(state.ToCarrierCall(), CancellationToken.None)),
                CallEffect.Synchronise => await SynchroniseAsync(state),
                CallEffect.OpenApproval => await OpenApprovalAsync(state),
                CallEffect.Resume => await TellCarrierAsync(carrier.ResumeAsync(state.ToCarrierCall(), state.Decision!, CancellationToken.None)),
                CallEffect.WithdrawApproval => await WithdrawApprovalAsync(state),
                CallEffect.Transfer => await TransferAsync(state),
                CallEffect.ReleaseLine => await ReleaseAsync(),
                CallEffect.Settle => await SettleAsync(state),
                _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "not an effect"),
            };
        }
        catch (Exception e)
        {
            CallMetrics.EffectFailed(effect);
            LogFailedEffect(e, effect, Id, state.View.TenantId);
            return null;
        }
    }

    private async Task<CallDecision?> RequestLineAsync(CallState state)
    {
        await Trunk.Request(state.View.TenantId, Id);
        _isInHand = true;
        return null;
    }

    private async Task<CallDecision?> DialAsync(CallState state)
    {
        var result = await carrier.DialAsync(state.ToCarrierCall(), CancellationToken.None);
        _isInHand = true;
        _nextReportBySec = result.NextEventBySec;
        return CallMachine.Dialled(State!, result, Clock, time.GetUtcNow());
    }

    private async Task<CallDecision?> SynchroniseAsync(CallState state)
    {
        _askedAt ??= time.GetUtcNow();
        _nextReportBySec = await carrier.SynchroniseAsync(state.ToCarrierCall(), CancellationToken.None);
        return _nextReportBySec is null ? CallMachine.Forgotten(State!, _askedAt.Value, Clock, time.GetUtcNow()) : null;
    }

    private async Task<CallDecision?> OpenApprovalAsync(CallState state)
    {
        await GrainFactory.GetGrain<IApprovalGrain>(state.Approval!.Id).Open(await ProposeAsync(state));
        return CallMachine.ApprovalOpened(State!);
    }

    private async Task<OpenApproval> ProposeAsync(CallState state)
    {
        var (view, approval) = (state.View, state.Approval!);
        var wallet = await Wallet(view.TenantId).Get();
        return new OpenApproval(
            view.TenantId, Id, view.CampaignId, view.RunId, view.To, approval.Proposal.Action, approval.Proposal.ValueMinor, wallet.Currency,
            approval.Proposal.Rationale, CallJson.Write(_conversation ?? Conversation.Empty), StoreTime.AsStored(approval.ExpiresAt));
    }

    /// <summary>A message that gets lost leaves the approval to its own expiry.</summary>
    private async Task<CallDecision?> WithdrawApprovalAsync(CallState state)
    {
        await GrainFactory.GetGrain<IApprovalGrain>(state.Approval!.Id).Withdraw();
        return null;
    }

    private async Task<CallDecision?> TransferAsync(CallState state)
    {
        var call = state.ToCarrierCall();
        await carrier.TransferAsync(call, call.Transfer!, CancellationToken.None);
        return CallMachine.TransferConfirmed(State!, Clock, time.GetUtcNow());
    }

    private async Task<CallDecision?> SettleAsync(CallState state)
    {
        if (state.SettlementPending) await Wallet(state.View.TenantId).Settle(Id, state.View.DurationSec);
        return CallMachine.Settled(State!, await TellRunAsync(state));
    }

    /// <summary>Tells the run after the settlement, so that the run finds the money that the call did not need.</summary>
    private async Task<bool> TellRunAsync(CallState state)
    {
        if (!state.RunToTell) return true;
        try
        {
            await GrainFactory.GetGrain<IRunGrain>(state.View.RunId!).CallEnded(state.View);
            return true;
        }
        catch (Exception e)
        {
            LogRunNotTold(e, Id, state.View.TenantId, state.View.CampaignId, state.View.RunId!);
            return false;
        }
    }

    private static async Task<CallDecision?> TellCarrierAsync(Task told)
    {
        await told;
        return null;
    }

    private async Task<CallDecision?> ReleaseAsync()
    {
        await ReleaseLineAsync();
        return null;
    }

    private Task ReleaseLineAsync() => Trunk.Release(Id);

    private ITrunkGrain Trunk => GrainFactory.GetGrain<ITrunkGrain>(carrier.Name);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} of tenant {TenantId} could not tell run {RunId} of campaign {CampaignId} of its end, and tells it again at its deadline")]
    private partial void LogRunNotTold(Exception error, string callId, string tenantId, string? campaignId, string runId);

    [LoggerMessage(LogLevel.Warning, "{Effect} of call {CallId} of tenant {TenantId} failed and is tried again later")]
    private partial void LogFailedEffect(Exception error, CallEffect effect, string callId, string tenantId);
}
