using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Contacts;

namespace Switchboard.Compliance;

/// <summary>Something that happened with a person.</summary>
/// <param name="At">When.</param>
public abstract record TimelineEntry(DateTimeOffset At)
{
    /// <summary>A call to the person, from when it was accepted.</summary>
    public sealed record Called(CallView Call) : TimelineEntry(Call.CreatedAt);

    /// <summary>What the agent asked for in a call was decided, or ran out.</summary>
    public sealed record Decided(ApprovalView Approval, DateTimeOffset DecidedAt) : TimelineEntry(DecidedAt);

    /// <summary>A campaign's run decided to call the person, or not to.</summary>
    public sealed record TargetDecided(TargetDecision Decision) : TimelineEntry(Decision.At);

    /// <summary>The number was put on the do-not-call list, or last confirmed there.</summary>
    public sealed record Suppressed(DncEntry Entry) : TimelineEntry(Entry.AddedAt);

    /// <summary>The number was taken off the do-not-call list.</summary>
    public sealed record Unsuppressed(DncRemoval Removal) : TimelineEntry(Removal.RemovedAt);

    /// <summary>The contact was created.</summary>
    public sealed record ContactCreated(Contact Contact) : TimelineEntry(Contact.CreatedAt);

    /// <summary>The contact was last changed.</summary>
    public sealed record ContactUpdated(Contact Contact) : TimelineEntry(Contact.UpdatedAt);
}
