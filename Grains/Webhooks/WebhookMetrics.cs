using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchboard.Telemetry;

namespace Switchboard.Webhooks;

/// <summary>What is measured of webhooks.</summary>
internal static class WebhookMetrics
{
    private static readonly Counter<long> Attempts = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.webhook.attempts", "{attempt}", "Attempts by the receivers' doors and by result: a class of status, or why there was no answer.");

    private static readonly Histogram<double> AttemptDuration = EngineTelemetry.LongDuration(
        "switchboard.webhook.attempt.duration", "From the beginning of an attempt to the end of the answer.");

    private static readonly Histogram<double> Lag = EngineTelemetry.LongDuration(
        "switchboard.webhook.delivery.lag", "From an event to its delivery, by whether it was taken at the first attempt.");

    private static readonly Counter<long> Abandoned = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.webhook.deliveries.abandoned", "{delivery}", "Deliveries given up after the last attempt.");

    private static readonly Counter<long> Transitions = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.webhook.breaker.transitions", "{transition}", "Changes of endpoints' breakers, by what they became.");

    private static readonly Counter<long> Events = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.webhook.events.dispatched", "{event}", "Events made into deliveries, by what brought them: the stream, or the sweep.");

    /// <summary>An attempt has ended.</summary>
    /// <param name="door">The endpoint's door.</param>
    /// <param name="delivery">What was sent.</param>
    /// <param name="result">How it went.</param>
    /// <param name="isLast">Whether none follows.</param>
    /// <param name="now">When it ended.</param>
    public static void Attempted(string door, DueDelivery delivery, AttemptResult result, bool isLast, DateTimeOffset now)
    {
        Attempts.Add(1, new TagList { { "door", door }, { "result", NameOf(result) } });
        AttemptDuration.Record(result.Duration.TotalSeconds);
        if (result.IsSuccess)
            Lag.Record(Math.Max(0, (now - delivery.Event.At).TotalSeconds), new KeyValuePair<string, object?>("first_attempt", delivery.Attempts == 0 ? "true" : "false"));
        else if (isLast)
            Abandoned.Add(1, new KeyValuePair<string, object?>("door", door));
    }

    /// <summary>A breaker has changed.</summary>
    public static void BreakerBecame(BreakerPhase phase) => Transitions.Add(1, new KeyValuePair<string, object?>("phase", phase.ToName()));

    /// <summary>Events are made into deliveries.</summary>
    /// <param name="count">How many.</param>
    /// <param name="by"><c>stream</c> or <c>sweep</c>.</param>
    public static void Dispatched(int count, string by) => Events.Add(count, new KeyValuePair<string, object?>("by", by));

    private static string NameOf(AttemptResult result) => result switch
    {
        { Error: { } error } => error.ToName(),
        { IsSuccess: true } => "success",
        { StatusCode: >= 300 and < 400 } => "status_3xx",
        { StatusCode: >= 400 and < 500 } => "status_4xx",
        { StatusCode: >= 500 } => "status_5xx",
        _ => "other",
    };
}
