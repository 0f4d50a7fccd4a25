using Microsoft.Extensions.Logging;
using Orleans;

namespace Switchboard.Approvals.Slack;

/// <summary>What became of a request that says it is Slack's.</summary>
public enum SlackRequestResult
{
    /// <summary>It is not Slack's, or is an old one.</summary>
    NotSigned,

    /// <summary>It is Slack's; if it was a click on one of our buttons, it has been dealt with.</summary>
    TakenIn,
}

/// <summary>
/// Takes in clicks on buttons. The signature is checked with the secret of the tenant whose approval the click is about, so nobody decides
/// anything with another's Slack app.
/// </summary>
public sealed partial class SlackInteractivity(
    ApprovalRegister approvals,
    SlackRegister channels,
    SlackOptions options,
    SlackNotifier notifier,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<SlackInteractivity> logger)
{
    /// <summary>Takes in a request.</summary>
    /// <param name="timestamp">The header <see cref="SlackSignature.TimestampHeader"/>.</param>
    /// <param name="signature">The header <see cref="SlackSignature.Header"/>.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="payload">The form field <c>payload</c> of the body; null when there is none.</param>
    public async Task<SlackRequestResult> ReceiveAsync(string? timestamp, string? signature, ReadOnlyMemory<byte> body, string? payload)
    {
        if (!SlackSignature.IsTimely(timestamp, time.GetUtcNow()))
            return SlackRequestResult.NotSigned;
        var click = payload is null ? null : SlackClick.Parse(payload);
        var approval = click is null ? null : await approvals.FindAsync(click.ApprovalId);
        var channel = approval is null ? null : await channels.FindAsync(approval.TenantId);
        var secret = approval is null ? options.SigningSecret : channel?.SigningSecret;
        if (secret is null || !SlackSignature.Verify(secret, timestamp!, signature, body.Span))
            return SlackRequestResult.NotSigned;
        if (approval is not null)
            await DecideAsync(click!, approval, channel!);
        return SlackRequestResult.TakenIn;
    }

    private async Task DecideAsync(SlackClick click, ApprovalView approval, SlackChannel channel)
    {
        var replyTo = notifier.Seal(approval, channel, click.ResponseUrl);
        var decision = await grains.GetGrain<IApprovalGrain>(approval.Id)
            .Decide(new DecideApproval(approval.TenantId, click.Approve, click.DecidedBy, Note: null, replyTo));

        // Slack waits three seconds for our answer; what is shown comes after it.
        if (decision is { Won: false } && replyTo is not null)
            _ = AnswerAsync(decision.Approval, click.ResponseUrl!);
    }

    private async Task AnswerAsync(ApprovalView approval, string responseUrl)
    {
        try
        {
            await notifier.AnswerLateClickAsync(approval, responseUrl);
        }
        catch (Exception e)
        {
            LogNotAnswered(e, approval.Id);
        }
    }

    [LoggerMessage(LogLevel.Information, "A late click on approval {ApprovalId} could not be answered")]
    private partial void LogNotAnswered(Exception error, string approvalId);
}
