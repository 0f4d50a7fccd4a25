using System.Collections.Immutable;

namespace Switchboard.Calls;

/// <summary>Something to be done elsewhere once the decision is durable. Each may be done twice without harm.</summary>
public enum CallEffect
{
    /// <summary>Ask the trunk for a line.</summary>
    RequestLine,

    /// <summary>Tell the carrier to dial.</summary>
    Dial,

    /// <summary>Tell the carrier to end the call.</summary>
    HangUp,

    /// <summary>Ask the carrier what has become of the call.</summary>
    Synchronise,

    /// <summary>Open the approval that the conversation waits on.</summary>
    OpenApproval,

    /// <summary>Tell the carrier what was decided.</summary>
    Resume,

    /// <summary>Close the approval that nobody has decided.</summary>
    WithdrawApproval,

    /// <summary>Tell the carrier to put a person through.</summary>
    Transfer,

    /// <summary>Give the line back to the trunk.</summary>
    ReleaseLine,

    /// <summary>Charge the wallet, give back the rest of the hold, and tell the run that placed the call, if any, that it has ended.</summary>
    Settle,
}

/// <summary>What happened, before it is given an id.</summary>
/// <param name="Type">One of <see cref="Events.EventTypes"/>.</param>
/// <param name="Snapshot">The call as the event tells of it.</param>
/// <param name="Publish">Whether it goes out to webhooks, or is kept for the timeline only.</param>
public sealed record CallEventDraft(string Type, CallView Snapshot, bool Publish);

/// <summary>What the machine decided. <see cref="Next"/> is the same object as before when nothing is to be written.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="Effects">What to do once it is durable, in order.</param>
public sealed record CallDecision(
    CallState Next,
    ImmutableArray<CallEventDraft> Events,
    ImmutableArray<CallEffect> Effects)
{
    /// <summary>The whole conversation, to be stored with the state; null unless the call has just ended with one.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>Whether the proposal was approved by the campaign's threshold: the record of it goes with this very change.</summary>
    public bool ApprovedByPolicy { get; init; }

    /// <summary>Whether the person asked not to be called again: the number goes on the list with this very change.</summary>
    public bool SuppressNumber { get; init; }

    /// <summary>Whether the call is handed over: a person of the tenant's is tied to it with this very change.</summary>
    public bool ClaimsPerson { get; init; }

    /// <summary>Nothing changes, nothing happened.</summary>
    public static CallDecision None(CallState state) => new(state, [], []);

    /// <summary>Nothing changes, but something is to be done (again).</summary>
    public static CallDecision Only(CallState state, params ReadOnlySpan<CallEffect> effects) => new(state, [], [.. effects]);
}
