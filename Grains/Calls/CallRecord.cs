using System.Collections.Immutable;
using Switchboard.Approvals;
using Switchboard.Events;

namespace Switchboard.Calls;

/// <summary>What the store keeps for a call's grain, and what goes with its next write.</summary>
internal sealed class CallRecord
{
    /// <summary>The state; null before the call was accepted.</summary>
    public CallState? Call { get; set; }

    /// <summary>What else the write under way carries; null between writes.</summary>
    public CallChanges? Changes { get; set; }
}

/// <summary>What one transition writes besides the state.</summary>
/// <param name="Before">The state before it; null for the acceptance.</param>
/// <param name="Events">What happened, and whether it goes out to webhooks.</param>
/// <param name="Conversation">The whole conversation, when the call has just ended with one.</param>
/// <param name="SuppressNumber">Whether the number goes on the tenant's do-not-call list.</param>
/// <param name="ConfirmHold">Whether the call is accepted with it, which confirms its hold.</param>
/// <param name="Approval">The record of an approval that the campaign's threshold gave; null for none.</param>
/// <param name="ClaimsPerson">Whether the call is handed over with it, which ties the person to the call.</param>
internal sealed record CallChanges(
    CallState? Before,
    ImmutableArray<(bool Publish, EngineEvent Event)> Events,
    Conversation? Conversation,
    bool SuppressNumber,
    bool ConfirmHold,
    ApprovalState? Approval,
    bool ClaimsPerson = false)
{
    /// <summary>Whether the call is over with this transition and was not before.</summary>
    public bool EndsCall(CallState after) => after.View.Status.IsEnd() && Before?.View.Status.IsEnd() != true;
}
