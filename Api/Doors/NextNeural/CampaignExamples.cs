using Switchboard.Agents;
using Switchboard.Campaigns;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The examples of the campaigns' routes.</summary>
internal static class CampaignExamples
{
    public const string Id = "019aa9c0-5d21-7c3e-9f10-4a5b6c7d8e9f";

    private static readonly DateTimeOffset Made = new(2026, 5, 25, 8, 0, 0, TimeSpan.Zero);

    private static readonly RawJson Config = new(
        """
        {"persona_prompt":"You are Maya of Acme Motors. Ask whether the test drive went well and book a visit.","recording_disclosure":"This call is recorded for quality.","guardrails":["Never promise a discount"],"audience_tags":["test-drive"],"crm_list":"L-7890"}
        """);

    private static readonly TimeWindowBody Hours = new("10:00", "19:00", "Asia/Kolkata");

    public static readonly CreateCampaignBody Create = new(
        "follow_up", "Test drives in June", "sip", Agent.DemoId, PhoneNumber: null, new RawJsonList("""["Pune","Mumbai"]"""), new DateOnly(2026, 6, 1), EndDate: null, Hours,
        Config, "draft");

    public static readonly ChangeCampaignBody Change = new(
        Kind: null, "Test drives in June and July", Provider: null, VoiceAgentId: null, PhoneNumber: null, Branches: null, StartDate: null, EndDate: null, Hours,
        Config, Status: null);

    public static readonly CampaignBody Created = new(
        Id, Create.Kind!, Create.Name, "draft", Create.Provider, Agent.DemoId, PhoneNumber: null, Create.Branches!, Create.StartDate, EndDate: null, Hours, Config,
        MetricsBody.Of(CampaignMetrics.None), Made, Made);

    public static readonly CampaignBody Campaign = Created with
    {
        Status = "active",
        Metrics = new MetricsBody(CallsToday: 312, TotalCalls: 1840, ConnectRate: 0.54, AvgHandleTime: 96.4, PeakHour: 18),
        UpdatedAt = Made.AddHours(2),
    };

    public static readonly CampaignListResponse Campaigns = new([Campaign], Total: 1);

    public static readonly FlowListResponse Flows = new([Campaign], Total: 1);

    public static readonly LaunchedCampaignBody Launched = LaunchedCampaignBody.Of(
        Created with { Status = "active", UpdatedAt = Made.AddHours(2) },
        new AudienceUpload(Id, AudienceMode.Replace, Accepted: 1200, Duplicates: 0, RejectedDnc: 14, RejectedNcpr: 3, RejectedCooldown: 21, 0, 0, 0, Made));

    public static readonly CampaignBody Stopped = Campaign with { Status = "paused", UpdatedAt = Made.AddHours(5) };

    public static readonly CampaignDeletedResponse Deleted = new(Id, Deleted: true);
}
