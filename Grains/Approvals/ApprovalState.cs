namespace Switchboard.Approvals;

/// <summary>The whole of an approval as its grain stores it.</summary>
internal sealed record ApprovalState
{
    /// <summary>What the world sees.</summary>
    public required ApprovalView View { get; init; }

    /// <summary>
    /// The approval is over, and its call has not yet confirmed that it knows: when it is told again. Null when it knows or need not.
    /// </summary>
    public DateTimeOffset? TellCallAt { get; init; }

    /// <summary>Whether the tenant's people are told outside of the API, of the proposal and of what became of it.</summary>
    public bool IsAnnounced { get; init; }

    /// <summary>What they are still to be told; null when nothing.</summary>
    public PendingNotice? Notice { get; init; }

    /// <summary>Where what became of it is to be shown, in the notifier's own sealed form; null for nowhere in particular.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The approval is over, and its call has not yet confirmed that it knows.</summary>
    public bool CallToTell => TellCallAt is not null;

    /// <summary>When the approval is to be looked at again; null when never.</summary>
    public DateTimeOffset? DueAt => Earliest(View.Status == ApprovalStatus.Pending ? View.ExpiresAt : null, TellCallAt, Notice?.DueAt);

    internal static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? earliest = null;
        foreach (var time in times)
        {
            if (time < (earliest ?? DateTimeOffset.MaxValue))
                earliest = time;
        }

        return earliest;
    }
}

/// <summary>People outside are to be told where the approval stands.</summary>
/// <param name="Failures">Attempts that failed so far.</param>
/// <param name="DueAt">When the next attempt is due.</param>
internal sealed record PendingNotice(int Failures, DateTimeOffset DueAt);

/// <summary>What the machine decided. <see cref="Next"/> is the same object as before when nothing is to be written.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="TellCall">Whether the call is to be told once it is durable; telling it twice does no harm.</param>
/// <param name="Notify">Whether people outside are to be told once it is durable; telling them twice is better than not at all.</param>
internal sealed record ApprovalDecision(ApprovalState Next, bool TellCall = false, bool Notify = false)
{
    /// <summary>Nothing changes and nothing is to be done.</summary>
    public static ApprovalDecision None(ApprovalState state) => new(state);
}
