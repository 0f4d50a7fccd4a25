using Switchboard.Api.Requests;
using Switchboard.Approvals.Slack;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Sets Slack up.</summary>
/// <param name="WebhookUrl">The address of the Slack app's incoming webhook.</param>
/// <param name="SigningSecret">The app's signing secret; without it the messages have no buttons, unless the server's own app has one.</param>
public sealed record SetSlackRequest(string WebhookUrl, string? SigningSecret) : IRequestBody<SetSlackRequest>
{
    private const int SecretMax = 200;

    /// <inheritdoc/>
    public static SetSlackRequest Read(RequestReader fields) =>
        new(fields.Text("webhook_url", Webhooks.UrlPolicy.LengthMax), fields.OptionalText("signing_secret", SecretMax, min: 16));
}

/// <summary>Where the workspace's approvals are posted.</summary>
/// <param name="Configured">Whether they are posted at all.</param>
/// <param name="Source"><c>workspace</c> for its own channel, <c>server</c> for that of the installation; null for none.</param>
/// <param name="WebhookUrl">The host that they are posted to; the rest of the address is a secret.</param>
/// <param name="Buttons">Whether they can be decided in Slack.</param>
/// <param name="UpdatedAt">When the workspace set it up.</param>
public sealed record SlackResponse(bool Configured, string? Source, string? WebhookUrl, bool Buttons, DateTimeOffset? UpdatedAt)
{
    internal static SlackResponse Of(SlackChannel? channel) => channel is null
        ? new SlackResponse(Configured: false, Source: null, WebhookUrl: null, Buttons: false, UpdatedAt: null)
        : new SlackResponse(
            Configured: true, channel.IsOwn ? "workspace" : "server", $"{new Uri(channel.WebhookUrl).GetLeftPart(UriPartial.Authority)}/…",
            channel.SigningSecret is not null, channel.UpdatedAt);
}
