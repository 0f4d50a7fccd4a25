using Switchboard.Events;

namespace Switchboard.Calls;

/// <content>How the person called is erased from an ended call.</content>
public static partial class CallMachine
{
    /// <summary>Whether the call is over and nothing is left to do: only then can the person be erased from it.</summary>
    public static bool CanErase(CallState state) => state.View.Status.IsEnd() && state.DueAt is null;

    /// <summary>
    /// Erases the person from a call that <see cref="CanErase"/>. What the tenant must be able to account for stays: when it was, how it ended, what it cost, and what
    /// intent was found, all of which say nothing about a number that nobody can read.
    /// </summary>
    public static CallDecision Erase(CallState state, string pseudonym)
    {
        if (state.View.To == pseudonym) return CallDecision.None(state);
        var view = state.View with
        {
            To = pseudonym,
            Metadata = null,
            ContactId = null,
            Outcome = null,
            Summary = null,
            HasRecording = false,
        };
        return new(state with { View = view, Approval = null }, [new(EventTypes.CallErased, view, Publish: false)], []);
    }
}
