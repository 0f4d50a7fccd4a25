using System.Collections.Immutable;
using Switchboard.Agents;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of the workflows' routes. Those that are sent can be sent by everybody as they are printed.</summary>
internal static class WorkflowExamples
{
    private const string Id = "019aa9c0-5d21-7c3e-9f10-4a5b6c7d8e9f";
    private const string BookId = "019aa9c0-5d22-7a01-8b2c-0d1e2f3a4b5c";
    private const string UserId = "019aa9af-3c55-7be1-a4d2-6f0e8b7c9d10";
    private static readonly DateTimeOffset Made = new(2026, 5, 25, 8, 0, 0, TimeSpan.Zero);

    public static readonly CreateWorkflowRequest Create = new(
        "Renewal calls for Acme CRM in English, IST 10am-7pm on weekdays. Offer up to 10% off. Friendly tone. Never mention competitors.",
        "rohan", IsTest: true, AuthorUserId: null);

    public static readonly RegenerateRequest Regenerate = new("Renewal calls for Acme CRM in English, IST 11am-6pm on weekdays. Offer one free month.");

    public static readonly UpdateWorkflowRequest Update = new(
        "Renewals in June", "anya", new ScheduleBody("window", ["mon", "tue", "wed", "thu", "fri"], "10:00", "19:00", "Asia/Kolkata"), RuleBook: null,
        new RetryPolicyBody(BusySec: 300, NoAnswerSec: 3600, CarrierErrorSec: 120, MaxAttempts: 3),
        new PaceBody(MaxConcurrentCalls: 50, CallsPerSecond: 5, CallsPerSecondPerCallerId: null), ["+12025550190"], MaxDurationSec: 300,
        ApprovalThresholdMinor: 1000, AgentId: null);

    private static readonly RuleBookBody Book = new(
        "You are Rohan, an AI assistant who calls for Acme CRM …", "en-IN",
        new OpeningBody("Hello, this is Rohan, an AI assistant calling for Acme CRM; this call is recorded.", "Is this a good time to talk about your renewal?"),
        [new BranchBody("The person wants to renew", "Confirm the plan and send the payment link")],
        [new ObjectionHandlerBody("It is too expensive", "I understand. May I tell you what the plan has saved you so far?")],
        ["guaranteed"], new GoalBody("call_to_action", "Renew the subscription"), ["up to 10% off"]);

    private static readonly ScheduleBody Schedule = new("window", ["mon", "tue", "wed", "thu", "fri"], "10:00", "19:00", "Asia/Kolkata");

    public static readonly WorkflowCreatedResponse Created = new(Id, "Acme CRM renewals", "draft", "rohan", Book, Schedule);

    public static readonly WorkflowListResponse List = new(
        38, [new WorkflowBody(Id, "Acme CRM renewals", "draft", "rohan", "window", BookId, Made, Made)]);

    public static readonly WorkflowDetailResponse Detail = new(
        Id, "Acme CRM renewals", "paused", "rohan", Agent.DemoId, IsTest: true, Create.NlPrompt, BookId, RuleBookVersion: 1, Book, "window", Schedule,
        Update.RetryPolicy!, new PaceBody(null, null, null), [], MaxDurationSec: 300, ApprovalThresholdMinor: 0, AudienceCount: 1200, RunsCount: 1,
        "019aa9d1-7f00-7b11-a0c1-2d3e4f5a6b7c",
        new WorkflowComplianceBody("Everybody on the list ticked the box in our sign-up form.", UserId, Made.AddMinutes(5), TcpaSenderId: null, "web_form"),
        AuthorUserId: null, Made, Made.AddMinutes(5), ArchivedAt: null);

    public static readonly RuleBookListResponse RuleBooks = new([new RuleBookVersionBody(BookId, 1, "deterministic", Create.NlPrompt, Book, Made)]);

    public static readonly WorkflowEndedResponse Retired = new(Id, "retired", ArchivedAt: null);

    public static readonly WorkflowEndedResponse Deleted = new(Id, "retired", Made.AddDays(30));

    public static readonly Refusal Rejected = Rejection("nl_prompt", ["nl_prompt has no word to work with"]);

    /// <summary>What the validator of rule books found.</summary>
    public static Refusal Rejection(string? field, ImmutableArray<string> errors) =>
        new(RefusalKind.Unprocessable, $"The rule book does not hold: {string.Join("; ", errors)}.")
        {
            Code = "RULE_BOOK_REJECTED",
            Field = field,
            Details = errors,
        };
}
