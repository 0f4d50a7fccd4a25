namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The examples of webhooks.</summary>
internal static class WebhookExamples
{
    private const string WebhookId = "019aa9b1-0c44-7e12-b3a8-5f60718293a4";
    private static readonly DateTimeOffset Created = new(2026, 5, 31, 14, 22, 11, TimeSpan.Zero);

    public static readonly RegisterWebhookBody Register = new(
        "CRM", "https://your-app.com/voice-events", ["call.started", "call.ended", "campaign.completed"],
        new Dictionary<string, string> { ["X-Api-Token"] = "your-own-token" });

    public static readonly RegisteredWebhookResponse Registered = new(
        WebhookId, Register.Name, Register.Url, Register.Events, Active: true, "whsec_jx0MW+KpRzbYCh8uPEtaaXiHlqW0w9Lh8A8eLTxLWmk=", Created);

    public static readonly WebhookListResponse List = new(
        [new WebhookBody(WebhookId, Register.Name, Register.Url, Register.Events, Active: true, Created, Created.AddSeconds(148), LastStatus: 200)], Total: 1);

    public static readonly DeletedWebhookResponse Deleted = new(WebhookId, Deleted: true);

    public static readonly WebhookLogsResponse Logs = new(
        [
            new WebhookLogBody(
                "019aa9b4-51f0-7c21-a4d5-8e9f0a1b2c3d", "call.ended", ResponseStatus: 200, Success: true, Created.AddSeconds(153), Attempt: 2, Error: null, DurationMs: 41),
            new WebhookLogBody(
                "019aa9b4-3d6c-7b10-93c4-7d8e9f0a1b2c", "call.ended", ResponseStatus: 503, Success: false, Created.AddSeconds(148), Attempt: 1, Error: null, DurationMs: 118),
        ],
        Total: 2);
}
