using System.Text.Json.Nodes;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of the runs' routes.</summary>
internal static class RunExamples
{
    private const string WorkflowId = "019aa9c0-5d21-7c3e-9f10-4a5b6c7d8e9f";
    private const string RunId = "019aa9d1-7f00-7b11-a0c1-2d3e4f5a6b7c";
    private const string DecisionId = "019aa9d1-8001-7c22-b1d2-3e4f5a6b7c8d";
    private const string CallId = "019aa9d1-8000-7d33-82e3-4f5a6b7c8d9e";
    private static readonly DateTimeOffset Began = new(2026, 5, 25, 8, 30, 0, TimeSpan.Zero);

    public static readonly RunStartedResponse Started = new(RunId, "running", TargetsQueued: 1200);

    public static readonly PausedResponse Paused = new(WorkflowId, "paused", RunId, CallsInFlight: 12);

    public static readonly RunBody Run = new(
        RunId, WorkflowId, Number: 1, "paused", "circuit_breaker",
        JsonNode.Parse($$"""[{"call_id":"{{CallId}}","phone":"+12025550103","reason":"carrier_error","at":"2026-05-25T08:41:10Z"}]"""),
        Began, EndedAt: null, WaitingUntil: null, TargetsTotal: 1200, TargetsDialed: 340, TargetsConnected: 190, TargetsSkipped: 3, Attempts: 402, CallsInFlight: 0,
        ApprovalsPending: 1, ConcessionsDecided: 4);

    public static readonly RunListResponse List = new([Run]);

    public static readonly DecisionListResponse Decisions = new(
        [new DecisionBody(DecisionId, RunId, "+12025550101", Attempt: 1, "retry", "busy", CallId, Began.AddMinutes(1))], NextBefore: null);
}
