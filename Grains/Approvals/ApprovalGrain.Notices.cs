using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Switchboard.Approvals;

/// <content>Telling people outside. Nobody waits for it: neither the call nor who decides.</content>
internal sealed partial class ApprovalGrain
{
    private IGrainTimer? _noticeEnd;

    /// <summary>The attempt under way, or the one that has just ended; null when there is none.</summary>
    private NoticeAttempt? _attempt;

    private void BeginNotice(ApprovalState state)
    {
        if (_attempt is not null)
            return;
        _attempt = new NoticeAttempt(state.View.Status, default);
        _ = NotifyAsync(state);
    }

    private async Task NotifyAsync(ApprovalState state)
    {
        var result = default(NoticeResult);
        try
        {
            result = await notifier.TellAsync(state.View, state.ReplyTo);
        }
        catch (Exception e)
        {
            LogNobodyTold(e, Id, state.View.TenantId);
        }

        // What came of it is a change like any other and gets a turn of its own.
        _attempt = new NoticeAttempt(state.View.Status, result);
        _noticeEnd?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task NoticeEndedAsync(CancellationToken cancellationToken)
    {
        var ended = _attempt!;
        _attempt = null;
        var decision = ApprovalMachine.NoticeEnded(State!, ended.Told, ended.Result, Now);
        if (!ended.Result.IsTold && decision.Next is { Notice: null })
            LogGivenUp(Id, State!.View.TenantId);
        await CarryOutAsync(decision);
    }

    /// <summary>An attempt to tell people.</summary>
    /// <param name="Told">Where the approval stood when it began.</param>
    /// <param name="Result">How it went, once it has ended.</param>
    private sealed record NoticeAttempt(ApprovalStatus Told, NoticeResult Result);

    [LoggerMessage(LogLevel.Warning, "Nobody could be told of approval {ApprovalId} of tenant {TenantId}; it is tried again at the deadline")]
    private partial void LogNobodyTold(Exception error, string approvalId, string tenantId);

    [LoggerMessage(LogLevel.Warning, "Nobody could be told of approval {ApprovalId} of tenant {TenantId} for a long time, and it is given up")]
    private partial void LogGivenUp(string approvalId, string tenantId);
}
