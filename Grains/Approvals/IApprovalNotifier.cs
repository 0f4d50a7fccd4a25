namespace Switchboard.Approvals;

/// <summary>Tells a tenant's people, outside of the API, of approvals that wait for them and of what became of those.</summary>
public interface IApprovalNotifier
{
    /// <summary>Whether the tenant's approvals are told of anywhere.</summary>
    ValueTask<bool> IsWantedAsync(string tenantId);

    /// <summary>
    /// Makes one attempt to tell where an approval stands: one that is pending asks for a decision, any other reports it. A failure is a result, not
    /// an exception. May happen twice for the same approval.
    /// </summary>
    /// <param name="approval">The approval as committed.</param>
    /// <param name="replyTo">Where to show what became of it, as this notifier once sealed it; null for nowhere in particular.</param>
    Task<NoticeResult> TellAsync(ApprovalView approval, string? replyTo);
}

/// <summary>How an attempt to tell went.</summary>
/// <param name="IsTold">They know, or nobody wants to any more.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone; null when it does not say.</param>
public readonly record struct NoticeResult(bool IsTold, TimeSpan? RetryAfter = null);
