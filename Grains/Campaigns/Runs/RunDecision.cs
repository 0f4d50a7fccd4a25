using System.Collections.Immutable;
using Switchboard.Compliance;

namespace Switchboard.Campaigns;

/// <summary>What the machine decided. <see cref="Next"/> is the same object as before when nothing of the run itself is to be written.</summary>
/// <param name="Next">The state after it.</param>
internal sealed record RunDecision(RunState Next)
{
    /// <summary>What becomes of the target that it is about; null when it is about none.</summary>
    public TargetChange? Target { get; init; }

    /// <summary>Why; null when there is nothing to tell.</summary>
    public TargetDecision? Why { get; init; }

    /// <summary>What becomes of the note of the number's last call; null when it stays.</summary>
    public CampaignCallChange? Note { get; init; }

    /// <summary>What becomes of the campaign; null when it stays as it is.</summary>
    public CampaignStep? Campaign { get; init; }

    /// <summary>The call to be placed; null for none.</summary>
    public ClaimedTarget? Claimed { get; init; }

    /// <summary>Nothing changes.</summary>
    public static RunDecision None(RunState state) => new(state);
}

/// <summary>A target's row as it is to be.</summary>
/// <param name="Phone">The number; with the run's audience its key.</param>
/// <param name="Status">One of <see cref="TargetStatus"/>.</param>
/// <param name="Attempts">Calls in this run that reached the carrier, the one under way included.</param>
internal sealed record TargetChange(string Phone, string Status, int Attempts)
{
    /// <summary>Whether a person or a voicemail has answered now; false leaves the row's word.</summary>
    public bool Reached { get; init; }

    /// <summary>Why it stands so; null for nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The call that it stands so by; null for none.</summary>
    public string? CallId { get; init; }

    /// <summary>When it is to be called (again), while it is deferred.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>A change of a campaign's status, made by its run.</summary>
/// <param name="Status">The status after it.</param>
/// <param name="EventType">What the world is told.</param>
/// <param name="Reason">Why, if somebody may wonder; null for none.</param>
internal sealed record CampaignStep(CampaignStatus Status, string EventType, string? Reason)
{
    /// <summary>Whether the run begins with it, and is the campaign's run from now on.</summary>
    public bool BeginsRun { get; init; }
}

/// <summary>What the checks at the instant of dialling say of a target.</summary>
internal abstract record TargetVerdict
{
    private TargetVerdict()
    {
    }

    /// <summary>It may be called now.</summary>
    /// <param name="LastCall">The note of the number's last call by a campaign; null when there is none.</param>
    /// <param name="From">The number to call from; null for the carrier's default.</param>
    public sealed record Call(CampaignCall? LastCall, string? From) : TargetVerdict;

    /// <summary>It must not be called.</summary>
    /// <param name="Reason">One of <see cref="DecisionReasons"/>.</param>
    public sealed record Skip(string Reason) : TargetVerdict;

    /// <summary>It may be called later.</summary>
    /// <param name="Until">When.</param>
    /// <param name="Reason">One of <see cref="DecisionReasons"/>.</param>
    public sealed record Defer(DateTimeOffset Until, string Reason) : TargetVerdict;
}
