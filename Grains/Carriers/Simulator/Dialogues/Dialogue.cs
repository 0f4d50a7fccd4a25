using System.Collections.Immutable;
using Switchboard.Calls;

namespace Switchboard.Carriers.Simulator;

/// <summary>A conversation as it goes when nobody cuts it short; times in seconds after the answer.</summary>
/// <param name="Utterances">The lines in order.</param>
/// <param name="Marks">What is noticed, in order.</param>
/// <param name="LengthSec">When the far end hangs up.</param>
/// <param name="Appointment">The day that the two agree on, if they do.</param>
internal sealed record Dialogue(ImmutableArray<Utterance> Utterances, ImmutableArray<TimelineMark> Marks, double LengthSec, DateOnly Appointment)
{
    /// <summary>What was said and noticed until a moment.</summary>
    public Conversation Until(double sec) =>
        new([.. Utterances.TakeWhile(line => line.AtSec <= sec)], [.. Marks.TakeWhile(mark => mark.AtSec <= sec)]);

    /// <summary>What it has come to by then: the last intent that was detected decides.</summary>
    public ConversationAnalysis ResultAt(double sec)
    {
        var intent = Marks.LastOrDefault(mark => mark.AtSec <= sec && mark.Type == Carriers.Marks.IntentDetected)?.Detail;
        if (Has(Carriers.Marks.Transferred, sec)) return ConversationResults.OfTransferred(intent ?? Intents.SpeakToPerson, Appointment);
        return Has(Carriers.Marks.HandoffRequested, sec) && intent == ConversationResults.CallbackRequested
            ? ConversationResults.CallbackPromised
            : ConversationResults.Of(intent ?? ConversationResults.Unclear, Appointment);
    }

    private bool Has(string mark, double untilSec) => Marks.Any(noticed => noticed.AtSec <= untilSec && noticed.Type == mark);
}
