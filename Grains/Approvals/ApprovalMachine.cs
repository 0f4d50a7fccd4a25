namespace Switchboard.Approvals;

/// <summary>
/// The life of an approval, pure. It is pending until the first of a decision, its expiry and the end of its call, and never
/// changes after that.
/// </summary>
internal static partial class ApprovalMachine
{
    /// <summary>Who decided what was worth less than the campaign's threshold.</summary>
    public const string Policy = "policy";

    /// <summary>How long the call is given to confirm that it knows before it is told again.</summary>
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>A new approval.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="command">What is proposed.</param>
    /// <param name="now">The time.</param>
    /// <param name="isAnnounced">Whether the tenant's people are to be told of it outside of the API.</param>
    public static ApprovalDecision Open(string id, OpenApproval command, DateTimeOffset now, bool isAnnounced)
    {
        var state = New(id, command, now) with { IsAnnounced = isAnnounced, Notice = FirstNotice(isAnnounced, now) };
        return new(state, Notify: isAnnounced);
    }

    /// <summary>An approval that nobody had to give: it is over when it begins, and its call knows.</summary>
    public static ApprovalState OpenApproved(string id, OpenApproval command, DateTimeOffset now) => new()
    {
        View = New(id, command, now).View with { Status = ApprovalStatus.Approved, DecidedAt = now, DecidedBy = Policy },
    };

    /// <summary>Somebody decides. It counts only while the approval is pending and has not run out.</summary>
    public static ApprovalDecision Decide(ApprovalState state, DecideApproval command, DateTimeOffset now)
    {
        if (state.View.Status != ApprovalStatus.Pending)
            return ApprovalDecision.None(state);
        if (now >= state.View.ExpiresAt)
            return Expire(state with { ReplyTo = command.ReplyTo }, now);
        var decided = state.View with
        {
            Status = command.Approve ? ApprovalStatus.Approved : ApprovalStatus.Denied,
            DecidedAt = now,
            DecidedBy = command.DecidedBy,
            Note = command.Note,
        };
        return Over(state with { ReplyTo = command.ReplyTo }, decided, now);
    }

    /// <summary>The call has ended: nobody has to decide any more, and there is nobody to tell.</summary>
    public static ApprovalDecision Withdraw(ApprovalState state, DateTimeOffset now)
    {
        if (state.View.Status != ApprovalStatus.Pending)
            return CallTold(state);
        var expired = state.View with { Status = ApprovalStatus.Expired, DecidedAt = now };
        return Over(state, expired, now, callKnows: true);
    }

    /// <summary>The deadline has come: a pending approval runs out, and who has not confirmed is told again.</summary>
    public static ApprovalDecision Deadline(ApprovalState state, DateTimeOffset now) =>
        state.View.Status == ApprovalStatus.Pending && now >= state.View.ExpiresAt
            ? Expire(state, now)
            : new(state, TellCall: now >= state.TellCallAt, Notify: now >= state.Notice?.DueAt);

    /// <summary>The call knows: nothing is left to do.</summary>
    public static ApprovalDecision CallTold(ApprovalState state) =>
        state.CallToTell
            ? new(state with { TellCallAt = null })
            : ApprovalDecision.None(state);

    /// <summary>Whether the approval is over and its call knows: only then can the person be erased from it.</summary>
    public static bool CanErase(ApprovalState state) => state.View.Status != ApprovalStatus.Pending && !state.CallToTell;

    /// <summary>Erases the person from an approval that <see cref="CanErase"/>. Nobody is told of it any more.</summary>
    public static ApprovalDecision Erase(ApprovalState state, string pseudonym) => state.View.TargetPhone == pseudonym
        ? ApprovalDecision.None(state)
        : new(state with
        {
            View = state.View with { TargetPhone = pseudonym, Rationale = "", Context = "{}", Note = null },
            Notice = null,
            ReplyTo = null,
        });

    /// <summary>When the approval is next to be looked at; null when never.</summary>
    public static DateTimeOffset? NextLook(ApprovalState state, DateTimeOffset now) => ApprovalState.Earliest(
        state.View.Status == ApprovalStatus.Pending ? state.View.ExpiresAt : null,
        state.TellCallAt <= now ? now + TellAgainAfter : state.TellCallAt,
        state.Notice?.DueAt <= now ? now + AttemptTimeMax : state.Notice?.DueAt);

    private static ApprovalState New(string id, OpenApproval command, DateTimeOffset now) => new()
    {
        View = new ApprovalView(
            id, command.TenantId, command.CallId, command.CampaignId, command.RunId, command.TargetPhone, command.Action, command.ValueMinor,
            command.Currency, command.Rationale, command.Context, ApprovalStatus.Pending, now, command.ExpiresAt,
            DecidedAt: null, DecidedBy: null, Note: null),
    };

    /// <summary>It ran out at its expiry, however late that is noticed.</summary>
    private static ApprovalDecision Expire(ApprovalState state, DateTimeOffset now) =>
        Over(state, state.View with { Status = ApprovalStatus.Expired, DecidedAt = state.View.ExpiresAt }, now);

    private static ApprovalDecision Over(ApprovalState state, ApprovalView view, DateTimeOffset now, bool callKnows = false)
    {
        var next = state with
        {
            View = view,
            TellCallAt = callKnows ? null : now + TellAgainAfter,
            Notice = FirstNotice(state.IsAnnounced, now),
        };
        return new(next, TellCall: !callKnows, Notify: state.IsAnnounced);
    }
}
