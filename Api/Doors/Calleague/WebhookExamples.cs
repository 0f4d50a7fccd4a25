using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>The document's examples of webhooks.</summary>
internal static class WebhookExamples
{
    private static readonly string Id = FieldRules.PrintId(WebhookBody.IdPrefix, "019b7a2d-0c44-7e12-b3a8-5f60718293a4");
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 11, 30, 0, TimeSpan.Zero);

    public static readonly RegisterWebhookBody Register = new("https://your-app.com/calleague-webhook", ["call.started", "call.completed", "recording.ready"]);

    public static readonly RegisteredWebhook Registered = new(
        Id, Register.Url, Register.Events, Active: true, Created, "whsec_jx0MW+KpRzbYCh8uPEtaaXiHlqW0w9Lh8A8eLTxLWmk=");

    public static readonly WebhookBody Webhook = new(Id, Register.Url, Register.Events, Active: true, Created, Created.AddMinutes(32), LastStatus: 200);

    public static readonly ListResponse<WebhookBody> List = new(Total: 1, [Webhook]);

    public static readonly RemovedWebhook Removed = new(Id, Deleted: true);
}
