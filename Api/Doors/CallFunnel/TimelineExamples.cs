using Switchboard.Calls;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The example of a timeline.</summary>
internal static class TimelineExamples
{
    internal const string CallId = "019aa9d4-2c11-7e60-9a3b-5c6d7e8f9a0b";
    internal const string WorkflowId = "019aa9c0-5d21-7c3e-9f10-4a5b6c7d8e9f";
    internal const string RunId = "019aa9d1-7f00-7b11-a0c1-2d3e4f5a6b7c";
    internal static readonly DateTimeOffset CalledAt = new(2026, 5, 25, 10, 0, 2, TimeSpan.Zero);

    internal static readonly CallPayload Call = new(
        CallId, CallStatus.Completed, "+12025550112", FromE164: null, Attempt: 1, CalledAt, CalledAt.AddSeconds(5), CalledAt.AddSeconds(147), DurationSec: 142,
        AnsweredBy.Human, "completed", "demo_booked", "positive", "demo_scheduled", "They booked a demo.", ChargedMinor: 29, HasRecording: true);

    public static readonly TimelineResponse Timeline = new(2,
    [
        new TimelineEventBody(CalledAt, "call", "outbound", WorkflowId, RunId, "Answered; 142 s, intent demo booked. They booked a demo.", Call),
        new TimelineEventBody(
            CalledAt.AddSeconds(-2), "decision", "outbound", WorkflowId, RunId, "The run decided to call: first attempt.",
            new TargetDecisionPayload("run", "019aa9d4-2c10-7a01-8b2c-0d1e2f3a4b5c", "call", "first_attempt", 1, CallId)),
    ]);
}
