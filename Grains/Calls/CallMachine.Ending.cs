using System.Collections.Immutable;
using Switchboard.Carriers;
using Switchboard.Events;

namespace Switchboard.Calls;

/// <content>How a call ends, once and for all.</content>
public static partial class CallMachine
{
    /// <summary>Ends the call as the carrier, or the watchdog in its place, says.</summary>
    private static CallDecision End(CallState state, CallEnding ending, double atSec, CarrierClock clock, DateTimeOffset now)
    {
        var answeredAtSec = state.AnsweredAtSec ?? ending.AnsweredAtSec;
        return answeredAtSec is { } answered
            ? Complete(state, ending, answered, atSec, clock, now)
            : EndUnanswered(state, ending.Cause, now);
    }

    private static CallDecision Complete(
        CallState state, CallEnding ending, double answeredAtSec, double atSec, CarrierClock clock, DateTimeOffset now)
    {
        var events = ImmutableArray.CreateBuilder<CallEventDraft>(3);
        var view = state.View;
        if (view.Status != CallStatus.InProgress)
        {
            // The report of the answer is late or lost; the world is still told of it, and first, with the time that it had.
            view = Answered(view, ending.AnsweredBy, Earlier(now, view.StartedAt!.Value + clock.ToReal(answeredAtSec)));
            events.Add(new(EventTypes.CallAnswered, view, Publish: true));
        }

        var seconds = Seconds(answeredAtSec, atSec, view.MaxDurationSec);
        view = view with
        {
            Status = CallStatus.Completed,
            AnsweredBy = ending.AnsweredBy ?? view.AnsweredBy,
            EndedAt = now,
            DurationSec = seconds,
            ChargedMinor = state.Price(seconds),
            EndReason = ReasonOfCompletion(ending, seconds, view.MaxDurationSec),
            Intent = ending.Analysis?.Intent,
            Sentiment = ending.Analysis?.Sentiment,
            Outcome = ending.Analysis?.Outcome,
            Summary = ending.Analysis?.Summary,
            HasRecording = ending.HasRecording,
        };
        events.Add(new(EventTypes.CallCompleted, view, Publish: true));
        if (view.HasRecording) events.Add(new(EventTypes.RecordingReady, view, Publish: true));

        return Ended(state with { View = view, AnsweredAtSec = answeredAtSec }, events.ToImmutable(), now) with
        {
            Conversation = ending.Conversation,
            SuppressNumber = ending.Analysis?.Intent == Intents.DoNotCall,
        };
    }

    private static CallDecision EndUnanswered(CallState state, EndCause cause, DateTimeOffset now)
    {
        var withdrawn = state.HangUpAtSec is not null || cause == EndCause.Canceled;
        var (status, type, reason) = cause switch
        {
            EndCause.Busy => (CallStatus.Busy, EventTypes.CallBusy, "busy"),
            EndCause.CarrierError => (CallStatus.Failed, EventTypes.CallFailed, "carrier_error"),
            EndCause.InvalidNumber => (CallStatus.Failed, EventTypes.CallFailed, "invalid_number"),
            _ when withdrawn => (CallStatus.Canceled, EventTypes.CallCanceled, "canceled"),
            _ => (CallStatus.NoAnswer, EventTypes.CallNoAnswer, "no_answer"),
        };
        return EndWithoutCharge(state, status, type, reason, now);
    }

    private static CallDecision EndWithoutCharge(CallState state, CallStatus status, string type, string reason, DateTimeOffset now)
    {
        var view = state.View with { Status = status, EndedAt = now, EndReason = reason };
        return Ended(state with { View = view }, [new(type, view, Publish: true)], now);
    }

    private static CallDecision Ended(CallState state, ImmutableArray<CallEventDraft> events, DateTimeOffset now) =>
        new(
            state with { SettlementPending = true, RunToTell = state.View.RunId is not null, TransferPending = false, DueAt = now + SettlementRetry }, events,
            state is { Approval: not null, Decision: null }
                ? [CallEffect.ReleaseLine, CallEffect.WithdrawApproval, CallEffect.Settle]
                : [CallEffect.ReleaseLine, CallEffect.Settle]);

    /// <summary>Begun seconds from answer to hang-up. Rounded first, as carriers' times are not exact in binary.</summary>
    private static int Seconds(double answeredAtSec, double endedAtSec, int maxDurationSec) =>
        (int)Math.Clamp(Math.Ceiling(Math.Round(endedAtSec - answeredAtSec, 3)), 0, maxDurationSec);

    private static string ReasonOfCompletion(CallEnding ending, int seconds, int maxDurationSec) => ending switch
    {
        { Cause: EndCause.CarrierError } => "carrier_error",
        { Cause: EndCause.MaxDuration } => "max_duration",
        _ when seconds >= maxDurationSec => "max_duration",
        { AnsweredBy: AnsweredBy.Voicemail } => "voicemail",
        _ => "completed",
    };
}
