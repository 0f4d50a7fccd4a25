using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Calls;

/// <summary>What is measured of calls.</summary>
internal static class CallMetrics
{
    private static readonly Counter<long> AcceptedCalls = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.calls.accepted", "{call}", "Calls accepted, direct or of campaigns.");

    private static readonly Counter<long> RefusedCalls = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.calls.refused", "{call}", "Calls not accepted, by reason.");

    private static readonly Counter<long> EndedCalls = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.calls.ended", "{call}", "Calls ended, by status and reason.");

    private static readonly Histogram<double> DialDelay = EngineTelemetry.LongDuration(
        "switchboard.calls.dial.delay", "From the acceptance of a call to the order to dial.");

    private static readonly Histogram<double> Duration = EngineTelemetry.LongDuration(
        "switchboard.calls.duration", "Conversation of an ended call that was answered, in the carrier's time.");

    private static readonly Counter<long> FailedEffects = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.calls.effects.failed", "{effect}", "Effects of calls that failed and are tried again, by kind.");

    /// <summary>A call was not accepted.</summary>
    public static void Refused(PlaceCallRefusal reason) => RefusedCalls.Add(1, new KeyValuePair<string, object?>("reason", NameOf(reason)));

    /// <summary>A change of a call is durable.</summary>
    public static void Committed(CallState? before, CallState after)
    {
        var view = after.View;
        if (before is null) AcceptedCalls.Add(1, new KeyValuePair<string, object?>("origin", view.RunId is null ? "direct" : "campaign"));
        if (before?.View.StartedAt is null && view.StartedAt is { } startedAt) DialDelay.Record((startedAt - view.CreatedAt).TotalSeconds);
        if (before?.View.Status.IsEnd() is not false || !view.Status.IsEnd()) return;
        EndedCalls.Add(1, new TagList { { "status", view.Status.ToName() }, { "reason", view.EndReason } });
        if (view.Status == CallStatus.Completed) Duration.Record(view.DurationSec);
    }

    /// <summary>An effect failed.</summary>
    public static void EffectFailed(CallEffect effect) => FailedEffects.Add(1, new KeyValuePair<string, object?>("effect", effect.ToString()));

    private static string NameOf(PlaceCallRefusal reason) => reason switch
    {
        PlaceCallRefusal.UnknownAgent => "unknown_agent",
        PlaceCallRefusal.InsufficientFunds => "insufficient_funds",
        PlaceCallRefusal.NoActivePlan => "no_active_plan",
        PlaceCallRefusal.Suspended => "suspended",
        PlaceCallRefusal.OnDoNotCallList => "do_not_call",
        PlaceCallRefusal.OnNationalRegistry => "national_registry",
        PlaceCallRefusal.FromNumberNotOwned => "from_number_not_owned",
        PlaceCallRefusal.IdInUse => "id_in_use",
        _ => "other",
    };
}
