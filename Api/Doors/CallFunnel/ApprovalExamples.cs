using Switchboard.Approvals;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of approvals and of Slack.</summary>
internal static class ApprovalExamples
{
    private const string Deciding = "019aa9af-3c55-7be1-a4d2-6f0e8b7c9d10";
    private static readonly DateTimeOffset Asked = new(2026, 5, 25, 9, 12, 30, TimeSpan.Zero);

    private static readonly ApprovalView View = new(
        "019aa9c1-52d0-7b34-8e5f-0a1b2c3d4e5f", "", "019aa9c1-2f10-7c21-9d4e-5f6a7b8c9d0e", "019aa9bd-1c00-7a10-8b2c-3d4e5f6a7b8c",
        "019aa9bf-7d80-7e55-a1b2-c3d4e5f60718", "+12025550107", "concession", 2500, "USD", "They would accept today with a discount.",
        """{"transcript":[{"role":"user","text":"Can you do anything about the price?","atSec":7.5}],"timeline":[{"type":"disclosure-played","atSec":0}]}""",
        ApprovalStatus.Pending, Asked, Asked.AddSeconds(60), DecidedAt: null, DecidedBy: null, Note: null);

    internal static readonly ApprovalView DeniedView = View with { Status = ApprovalStatus.Denied, DecidedAt = Asked.AddSeconds(20), DecidedBy = Deciding };
    internal static readonly ApprovalView ExpiredView = View with { Status = ApprovalStatus.Expired, DecidedAt = View.ExpiresAt };

    public static readonly ApprovalListResponse List = new([ApprovalBody.Of(View)], NextBefore: null);
    public static readonly DecideApprovalRequest Decide = new(DecideApprovalRequest.Approve, "Fine for a yearly plan.");
    public static readonly ApprovalDecidedResponse Decided = ApprovalDecidedResponse.Of(DeniedView with { Status = ApprovalStatus.Approved });

    public static readonly SetSlackRequest SetSlack = new("https://hooks.slack.com/services/T00000000/B00000000/your-own", "8f742231b10e8888abcd99yyyzzz85a5");
    public static readonly SlackResponse Slack = new(Configured: true, "workspace", "https://hooks.slack.com/…", Buttons: true, Asked.AddDays(-1));
    public static readonly SlackResponse NoSlack = new(Configured: false, Source: null, WebhookUrl: null, Buttons: false, UpdatedAt: null);
}
