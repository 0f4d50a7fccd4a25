using Microsoft.Extensions.Configuration;
using Switchboard.Settings;
using Switchboard.Webhooks;

namespace Switchboard.Approvals.Slack;

/// <summary>
/// Slack for every tenant that has not set up its own; the section <c>Approvals:Slack</c>. Both unset: a tenant without its own has the queue only.
/// </summary>
/// <param name="WebhookUrl">
/// The incoming webhook that approvals are posted to. Every tenant's approvals without a channel of their own land in this one: for an installation with one owner.
/// </param>
/// <param name="SigningSecret">The signing secret of the Slack app; unset: messages have no buttons.</param>
public sealed record SlackOptions(string? WebhookUrl, string? SigningSecret)
{
    private const string UrlKey = "Approvals:Slack:WebhookUrl";

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidSettingException">The address is not one that is sent to.</exception>
    public static SlackOptions Read(IConfiguration configuration)
    {
        var url = configuration.Text(UrlKey);
        if (url is not null && new UrlPolicy(WebhookServices.Read(configuration)).Check(url).Url is null)
            throw new InvalidSettingException(UrlKey, "must be an https URL of a public host");
        return new SlackOptions(url, configuration.Text("Approvals:Slack:SigningSecret"));
    }

    /// <summary>Says nothing of the secrets; the address is one too.</summary>
    public override string ToString() => "(Slack's settings)";
}
