namespace Switchboard.Approvals;

/// <summary>The whole of an approval as its grain stores it.</summary>
internal sealed record ApprovalState
{
    /// <summary>What the world sees.</summary>
    public required ApprovalView View { get; init; }

    /// <summary>The approval is over, and its call has not yet confirmed that it knows.</summary>
    public bool CallToTell { get; init; }

    /// <summary>When the approval is to be looked at again; null when never.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>What the machine decided. <see cref="Next"/> is the same object as before when nothing is to be written.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="TellCall">Whether the call is to be told once it is durable; telling it twice does no harm.</param>
internal sealed record ApprovalDecision(ApprovalState Next, bool TellCall)
{
    /// <summary>Nothing changes and nothing is to be done.</summary>
    public static ApprovalDecision None(ApprovalState state) => new(state, TellCall: false);
}
