using Switchboard.Carriers;
using Switchboard.Events;

namespace Switchboard.Calls;

/// <content>What happens when nothing happens: every accepted call ends (contract, sections 5 and 10).</content>
public static partial class CallMachine
{
    /// <summary>After so many of the carrier's seconds without a report the carrier is asked.</summary>
    private const double SilenceBeforeAsking = 30;

    /// <summary>Before the answer, a carrier that is silent for so long and knows nothing has forgotten the call.</summary>
    private const double SilenceBeforeAnswer = 120;

    /// <summary>So long after the answer's maximum duration the carrier has forgotten the call.</summary>
    private const double SilenceAfterHangUp = 60;

    /// <summary>A carrier that cuts calls itself is given this much to do so before we do.</summary>
    private static readonly TimeSpan CutGrace = TimeSpan.FromMilliseconds(250);

    /// <summary>The call's deadline has come.</summary>
    public static CallDecision Deadline(CallState state, CarrierClock clock, DateTimeOffset now)
    {
        var view = state.View;
        if (view.Status.IsEnd()) return state.IsConcluded ? CallDecision.None(state) : CallDecision.Only(state, CallEffect.Settle);
        if (view.Status == CallStatus.Queued)
            return state.DialBefore <= now ? Withdraw(state, EndReasons.Withdrawn, now) : CallDecision.Only(state, CallEffect.RequestLine);
        if (state.HangUpAtSec is null && view.Status == CallStatus.InProgress && now >= CutAt(state, state.AnsweredAtSec!.Value, clock))
            return Cut(state, state.AnsweredAtSec!.Value + view.MaxDurationSec, clock, now);

        // An approval that could not be opened, or a transfer that the carrier does not know of, is tried again: nobody else will ask for it.
        return state.HangUpAtSec is null
            ? CallDecision.Only(state, [.. Unconfirmed(state), CallEffect.Synchronise])
            : CallDecision.Only(state, CallEffect.HangUp, CallEffect.Synchronise);
    }

    /// <summary>
    /// The carrier was asked and could not say when it will report: ends the call when its time is up.
    /// </summary>
    /// <param name="state">The call.</param>
    /// <param name="askedAt">
    /// When the node that follows the call asked for the first time. The silence before that may have been its own: there was nobody to report to.
    /// </param>
    /// <param name="clock">The carrier's clock.</param>
    /// <param name="now">The time.</param>
    public static CallDecision Forgotten(CallState state, DateTimeOffset askedAt, CarrierClock clock, DateTimeOffset now)
    {
        if (state.View.Status.IsEnd() || state.View.Status == CallStatus.Queued || now < Later(GiveUpAt(state, clock), askedAt + clock.ToWait(SilenceBeforeAsking)))
            return CallDecision.None(state);

        // Whoever withdrew it before an answer gets what was asked for; only the carrier's confirmation is missing.
        return state is { HangUpAtSec: not null, AnsweredAtSec: null }
            ? EndWithoutCharge(state, CallStatus.Canceled, EventTypes.CallCanceled, "canceled", now)
            : EndWithoutCharge(state, CallStatus.Failed, EventTypes.CallFailed, "carrier_timeout", now);
    }

    /// <summary>When a call that the carrier is silent about is next to be looked at.</summary>
    /// <param name="state">The call.</param>
    /// <param name="nextReportBySec">When the carrier says it will report at the latest; null when it cannot tell.</param>
    /// <param name="clock">The carrier's clock.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? NextLook(CallState state, double? nextReportBySec, CarrierClock clock, DateTimeOffset now)
    {
        var view = state.View;
        if (view.Status.IsEnd()) return state.IsConcluded ? null : now + SettlementRetry;
        if (view.Status == CallStatus.Queued)
            return state.DialBefore is { } end ? Earlier(now + QueuedPoll, Later(end, now + CarrierClock.ShortestWait)) : now + QueuedPoll;

        var report = nextReportBySec is { } by
            ? Later(view.StartedAt!.Value + clock.ToReal(by), now) + CarrierClock.ShortestWait
            : Earlier(now + clock.ToWait(SilenceBeforeAsking), Later(GiveUpAt(state, clock), now + CarrierClock.ShortestWait));
        if (state is { TransferPending: true, HangUpAtSec: null }) report = Earlier(report, now + clock.ToWait(TransferRetry));
        return state.HangUpAtSec is null && view.Status == CallStatus.InProgress
            ? Earlier(report, CutAt(state, state.AnsweredAtSec!.Value, clock))
            : report;
    }

    private static DateTimeOffset CutAt(CallState state, double answeredAtSec, CarrierClock clock) =>
        state.View.StartedAt!.Value + clock.ToReal(answeredAtSec + state.View.MaxDurationSec) + CutGrace;

    private static DateTimeOffset GiveUpAt(CallState state, CarrierClock clock) =>
        state.View.Status == CallStatus.InProgress
            ? CutAt(state, state.AnsweredAtSec!.Value, clock) + clock.ToWait(SilenceAfterHangUp)
            : state.HeardAt + clock.ToWait(SilenceBeforeAnswer);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
