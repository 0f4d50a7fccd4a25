using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Switchboard.Secrets;
using Switchboard.Webhooks;

namespace Switchboard.Approvals.Slack;

/// <summary>
/// Posts approvals to Slack, along the same guarded way that webhooks take. What became of one that was decided in Slack takes the place of the
/// message that asked; otherwise it follows it, for an incoming webhook does not tell which message it made.
/// </summary>
public sealed partial class SlackNotifier(
    SlackRegister channels, SlackMessages messages, IWebhookSender sender, UrlPolicy policy, SecretBox secrets, ILogger<SlackNotifier> logger)
    : IApprovalNotifier
{
    private static readonly KeyValuePair<string, string>[] Headers = [new("user-agent", "Switchboard-Approvals/1")];

    /// <inheritdoc/>
    public async ValueTask<bool> IsWantedAsync(string tenantId) => await channels.FindAsync(tenantId) is not null;

    /// <inheritdoc/>
    public async Task<NoticeResult> TellAsync(ApprovalView approval, string? replyTo)
    {
        if (await channels.FindAsync(approval.TenantId) is not { } channel)
            return new NoticeResult(IsTold: true);
        if (approval.Status == ApprovalStatus.Pending)
            return await PostAsync(approval, channel.WebhookUrl, await messages.AskAsync(approval, channel.SigningSecret is not null));
        if (Unseal(approval, replyTo) is { } url && (await PostAsync(approval, url, await messages.OutcomeAsync(approval, replaces: true))).IsTold)
            return new NoticeResult(IsTold: true);
        return await PostAsync(approval, channel.WebhookUrl, await messages.OutcomeAsync(approval, replaces: false));
    }

    /// <summary>Answers a click by itself: the person is told, and a message that still asks says what became of it. Tried once.</summary>
    public async Task AnswerLateClickAsync(ApprovalView approval, string responseUrl)
    {
        await PostAsync(approval, responseUrl, SlackMessages.TooLate(approval));
        if (approval.Status != ApprovalStatus.Pending)
            await PostAsync(approval, responseUrl, await messages.OutcomeAsync(approval, replaces: true));
    }

    /// <summary>The address at which Slack takes changes of a message, sealed for the approval; null for one that is not Slack's.</summary>
    public string? Seal(ApprovalView approval, SlackChannel channel, string? responseUrl) => IsSlacks(responseUrl, channel)
        ? Convert.ToBase64String(secrets.Seal(PlaceOf(approval.Id), Encoding.UTF8.GetBytes(responseUrl!)))
        : null;

    /// <summary>Whether an address is at Slack, or where the channel's own messages go.</summary>
    public bool IsSlacks(string? responseUrl, SlackChannel channel) =>
        policy.Check(responseUrl).Url is { } url
        && (url.IdnHost is "hooks.slack.com" or "hooks.slack-gov.com"
            || (Uri.TryCreate(channel.WebhookUrl, UriKind.Absolute, out var own) && url.IdnHost == own.IdnHost && url.Port == own.Port));

    private string? Unseal(ApprovalView approval, string? replyTo)
    {
        if (replyTo is null)
            return null;
        try
        {
            return Encoding.UTF8.GetString(secrets.Open(PlaceOf(approval.Id), Convert.FromBase64String(replyTo)));
        }
        catch (CryptographicException)
        {
            // Another master key since: what became of it follows the message instead.
            return null;
        }
    }

    private async Task<NoticeResult> PostAsync(ApprovalView approval, string url, byte[] message)
    {
        var attempt = await sender.SendAsync(new WebhookRequest(url, Headers, message), CancellationToken.None);
        if (!attempt.IsSuccess)
            LogRefused(approval.Id, approval.TenantId, attempt.StatusCode, attempt.Error);
        return new NoticeResult(attempt.IsSuccess, attempt.RetryAfter);
    }

    private static string PlaceOf(string approvalId) => $"approvals/{approvalId}/reply_to";

    [LoggerMessage(LogLevel.Information, "Slack did not take in approval {ApprovalId} of tenant {TenantId}: status {Status}, error {Error}")]
    private partial void LogRefused(string approvalId, string tenantId, int? status, AttemptError? error);
}
