using System.Collections.Immutable;

namespace Switchboard.Carriers.Simulator;

/// <summary>A report and the moment at which the simulator hands it over, seconds since the dialling began.</summary>
internal readonly record struct ScriptedReport(double DueSec, CarrierEvent Event);

/// <summary>
/// The whole of a simulated call: every report, by the time at which it is handed over. A function of the call alone (its
/// number, attempt, maximum, decision, transfer and hang-up), so whoever knows the call can go on with it, after a crash as well. A
/// decision, a transfer or a hang-up changes only what comes after it.
/// </summary>
/// <param name="Refusal">Why the order to dial is refused; null when it is taken.</param>
/// <param name="Talk">The answered part; null when there is none.</param>
/// <param name="Reports">The reports, by their time.</param>
internal sealed record CallScript(EndCause? Refusal, Talk? Talk, ImmutableArray<ScriptedReport> Reports)
{
    /// <summary>The script of a call.</summary>
    public static CallScript Of(CarrierCall call) => Scenario.Of(call.To, call.Attempt) switch
    {
        Scenario.Refused refused => new(refused.Cause, null, OnTime([Unanswered(call, refused.Cause, 0)])),
        Scenario.Unanswered unanswered => OfUnanswered(call, unanswered),
        Scenario.Answered answered => OfAnswered(call, answered),
        _ => new(null, null, []),
    };

    /// <summary>When the first report after a moment is due; null when none is left.</summary>
    public double? NextDueAfter(double sec)
    {
        foreach (var report in Reports)
        {
            if (report.DueSec > sec)
                return report.DueSec;
        }
        return null;
    }

    /// <summary>Whether the carrier will report an end of its own accord.</summary>
    public bool HasEnd => Reports.Any(report => report.Event.Kind == CarrierEventKind.Ended);

    private static CallScript OfUnanswered(CarrierCall call, Scenario.Unanswered unanswered)
    {
        var end = Canceled(call, unanswered.EndSec) ?? Unanswered(call, unanswered.Cause, unanswered.EndSec);
        return new(null, null, OnTime(unanswered.RingSec > 0 ? Rung(call, end) : [end]));
    }

    private static CallScript OfAnswered(CarrierCall call, Scenario.Answered answered)
    {
        if (Canceled(call, answered.AnswerSec) is { } canceled)
            return new(null, null, HandedOver(Rung(call, canceled), answered.ReportsBadly));
        var talk = Talk.Of(call, answered);
        return new(null, talk, HandedOver(Talking(call, talk), answered.ReportsBadly));
    }

    /// <summary>A call that rings, unless it ends before.</summary>
    private static ImmutableArray<CarrierEvent> Rung(CarrierCall call, CarrierEvent end) =>
        Scenario.SetUpSec < end.AtSec ? [Ringing(call), end] : [end];

    private static ImmutableArray<CarrierEvent> Talking(CarrierCall call, Talk talk)
    {
        var answered = new CarrierEvent(call.CallId, CarrierEventKind.Answered, talk.AnswerSec, AnsweredBy: talk.By);
        ImmutableArray<CarrierEvent> events = [Ringing(call), answered, .. talk.Notices(call.CallId)];
        return talk.Cause is { } cause ? [.. events, talk.Ended(call.CallId, cause) with { KnowsTransfer = call.Transfer is not null }] : events;
    }

    private static CarrierEvent Ringing(CarrierCall call) => new(call.CallId, CarrierEventKind.Ringing, Scenario.SetUpSec);

    private static CarrierEvent Unanswered(CarrierCall call, EndCause cause, double atSec) =>
        new(call.CallId, CarrierEventKind.Ended, atSec, Ending: new CallEnding(cause, null, null, null, null, HasRecording: false));

    /// <summary>The end of a call that we hung up before something happened to it.</summary>
    private static CarrierEvent? Canceled(CarrierCall call, double beforeSec) =>
        call.HangUpAtSec is { } atSec && atSec < beforeSec ? Unanswered(call, EndCause.Canceled, Math.Max(0, atSec)) : null;

    private static ImmutableArray<ScriptedReport> HandedOver(ImmutableArray<CarrierEvent> events, bool badly) =>
        badly ? TwiceAndLate(events) : OnTime(events);

    private static ImmutableArray<ScriptedReport> OnTime(ImmutableArray<CarrierEvent> events) =>
        Announced(events.Select(e => new ScriptedReport(e.AtSec, e)));

    /// <summary>
    /// Each report twice and late: the first one when the next thing has happened already, the others backwards from the
    /// end, and then all of them again.
    /// </summary>
    private static ImmutableArray<ScriptedReport> TwiceAndLate(ImmutableArray<CarrierEvent> events)
    {
        const double LateSec = 3, ApartSec = 1;
        var first = new ScriptedReport(events[0].AtSec + LateSec, events[0]);
        var endSec = events[^1].AtSec;
        var others = events.Skip(1).Reverse().Concat(events).Select((e, i) => new ScriptedReport(endSec + (i + 1) * ApartSec, e));
        return Announced(others.Prepend(first).OrderBy(report => report.DueSec));
    }

    /// <summary>Tells with each report when the next one is due.</summary>
    private static ImmutableArray<ScriptedReport> Announced(IEnumerable<ScriptedReport> reports)
    {
        ImmutableArray<ScriptedReport> all = [.. reports];
        return [.. all.Select((report, i) => i + 1 < all.Length
            ? report with { Event = report.Event with { NextEventBySec = all[i + 1].DueSec } }
            : report)];
    }
}
