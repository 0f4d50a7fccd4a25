using System.Collections.Immutable;
using Switchboard.Compliance;

namespace Switchboard.Campaigns;

/// <content>How a person is erased from a run.</content>
internal static partial class RunMachine
{
    /// <summary>Whether a call to the number is to be placed or under way.</summary>
    public static bool IsUnderWay(RunState state, string phone) => state.InFlight.Values.Any(claimed => claimed.Phone == phone);

    /// <summary>The run without the number; the failures themselves go on counting.</summary>
    public static RunDecision Erase(RunState state, string phone, string pseudonym)
    {
        var evidence = state.View.PauseEvidence is { } given ? Pseudonyms.Replace(given, phone, pseudonym) : null;
        if (evidence == state.View.PauseEvidence && !state.FailuresInARow.Any(failed => failed.Phone == phone))
            return RunDecision.None(state);
        ImmutableArray<FailedCall> failures = [.. state.FailuresInARow.Select(failed => failed.Phone == phone ? failed with { Phone = pseudonym } : failed)];
        return new(state with { FailuresInARow = failures, View = state.View with { PauseEvidence = evidence } });
    }
}
