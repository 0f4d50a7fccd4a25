namespace Switchboard.Approvals;

/// <content>
/// Telling people outside. They are told where the approval stands until the receiver has taken it in; a state that has changed meanwhile is
/// told instead of the older one.
/// </content>
internal static partial class ApprovalMachine
{
    /// <summary>After so many failures the receiver is given up, about a quarter of an hour after the first.</summary>
    internal const int AttemptsMax = 20;

    private static readonly TimeSpan FirstRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromMinutes(1);

    /// <summary>How long an attempt is given before another one is made; longer than an attempt can take.</summary>
    private static readonly TimeSpan AttemptTimeMax = TimeSpan.FromMinutes(3);

    /// <summary>An attempt to tell people has ended.</summary>
    /// <param name="state">The approval now.</param>
    /// <param name="told">Where it stood when the attempt began.</param>
    /// <param name="result">How the attempt went.</param>
    /// <param name="now">The time.</param>
    public static ApprovalDecision NoticeEnded(ApprovalState state, ApprovalStatus told, NoticeResult result, DateTimeOffset now)
    {
        if (state.Notice is not { } notice)
            return ApprovalDecision.None(state);
        if (told != state.View.Status)
            return new(state, Notify: notice.DueAt <= now);
        if (result.IsTold || notice.Failures + 1 >= AttemptsMax)
            return new(state with { Notice = null, ReplyTo = null });
        return new(state with { Notice = new PendingNotice(notice.Failures + 1, now + RetryAfter(notice.Failures, result.RetryAfter)) });
    }

    private static PendingNotice? FirstNotice(bool isAnnounced, DateTimeOffset now) => isAnnounced ? new PendingNotice(Failures: 0, now) : null;

    private static TimeSpan RetryAfter(int failures, TimeSpan? asked)
    {
        var own = failures > 6 ? RetryAfterMax : FirstRetryAfter * (1 << failures);
        var wanted = asked > own ? asked.Value : own;
        return wanted < RetryAfterMax ? wanted : RetryAfterMax;
    }
}
