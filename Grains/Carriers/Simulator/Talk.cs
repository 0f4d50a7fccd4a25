using Switchboard.Calls;

namespace Switchboard.Carriers.Simulator;

/// <summary>The answered part of a call: the conversation, and where it is cut.</summary>
/// <param name="Dialogue">The conversation as it would go if nobody cut it.</param>
/// <param name="AnswerSec">When it was answered, since the dialling began.</param>
/// <param name="By">Who answered.</param>
/// <param name="LengthSec">Seconds from the answer to the end; infinite while only we could end it.</param>
/// <param name="Cause">How it ends; null while that is not known.</param>
internal sealed record Talk(Dialogue Dialogue, double AnswerSec, AnsweredBy By, double LengthSec, EndCause? Cause)
{
    /// <summary>How long a conversation waits for a person's decision.</summary>
    public const int ApprovalWaitSec = 60;

    /// <summary>How long a person who asked for another is kept on the line until somebody takes over.</summary>
    public const int HandoffWaitSec = 60;

    /// <summary>
    /// When nobody tells the conversation that its time has run out, it takes that as a no: so long after asking.
    /// Well after any expiry that is on its way, so that a decision is never overtaken.
    /// </summary>
    public const double ForgottenDecisionSec = 2 * ApprovalWaitSec;

    /// <summary>The discount that is asked for, in minor units of the tenant's currency.</summary>
    public const long ConcessionMinor = 2500;

    /// <summary>How far beyond its maximum an endless conversation is written out: the engine ends it before.</summary>
    private const double BeyondMaximumSec = 60;

    /// <summary>Two clocks that were rounded in between still mean the same moment.</summary>
    private const double RoundingSec = 0.05;

    /// <summary>When it ends, since the dialling began.</summary>
    public double EndSec => AnswerSec + LengthSec;

    public static Talk Of(CarrierCall call, Scenario.Answered answered)
    {
        var (dialogue, isHandedOver) = HandedOver(call, answered, DialogueOf(call, answered));
        // Who took over from an endless conversation hangs up as everybody does.
        var (lengthSec, cause) = (answered.HonoursMaximum || isHandedOver) && dialogue.LengthSec > call.MaxDurationSec
            ? (call.MaxDurationSec, EndCause.MaxDuration)
            : (dialogue.LengthSec, EndCause.HangUp);
        if (call.HangUpAtSec - answered.AnswerSec is { } hangUpSec && hangUpSec < lengthSec)
        {
            lengthSec = Math.Max(0, hangUpSec);
            cause = lengthSec + RoundingSec >= call.MaxDurationSec ? EndCause.MaxDuration : EndCause.HangUp;
        }
        return new Talk(dialogue, answered.AnswerSec, answered.By, lengthSec, double.IsFinite(lengthSec) ? cause : null);
    }

    /// <summary>What was said and noticed until a moment, in seconds since the dialling began.</summary>
    public Conversation Until(double sec) => Dialogue.Until(Math.Min(sec - AnswerSec, LengthSec));

    /// <summary>One report for each moment at which something is noticed; the disclosure is part of the next one.</summary>
    public IEnumerable<CarrierEvent> Notices(string callId)
    {
        var moments = Dialogue.Marks.Where(mark => mark.Type != Marks.DisclosurePlayed && mark.AtSec < LengthSec).GroupBy(mark => mark.AtSec);
        foreach (var moment in moments)
        {
            var asks = moment.Any(mark => mark.Type == Marks.ApprovalRequested);
            yield return new CarrierEvent(
                callId,
                asks ? CarrierEventKind.ApprovalRequested : CarrierEventKind.ConversationAdvanced,
                AnswerSec + moment.Key,
                Conversation: Dialogue.Until(moment.Key),
                Approval: asks ? Proposal : null);
        }
    }

    /// <summary>The last report, which tells everything again.</summary>
    public CarrierEvent Ended(string callId, EndCause cause) =>
        new(callId, CarrierEventKind.Ended, EndSec, Ending: new CallEnding(
            cause, AnswerSec, By, Dialogue.Until(LengthSec), Dialogue.ResultAt(LengthSec), HasRecording: LengthSec > 0));

    private static ApprovalProposal Proposal => new(
        "concession",
        ConcessionMinor,
        "The person is ready to accept today with this discount, and would not go ahead without it.",
        ApprovalWaitSec);

    private static Dialogue DialogueOf(CarrierCall call, Scenario.Answered answered)
    {
        var writer = WriterOf(call);
        return answered.Dialogue switch
        {
            DialogueKind.Concession => Concession(call, answered, writer),
            DialogueKind.Handoff => writer.Handoff(answered.TalkSec, HandoffWaitSec),
            DialogueKind.Endless => writer.Endless(call.MaxDurationSec + BeyondMaximumSec),
            _ => writer.Usual(answered.Dialogue, answered.TalkSec),
        };
    }

    private static DialogueWriter WriterOf(CarrierCall call)
    {
        var variety = Draw.Of(call.To, call.Attempt).OneOf(DialogueWriter.Varieties);
        return new DialogueWriter(call.Language, DateOnly.FromDateTime(call.DialledAt.UtcDateTime), variety);
    }

    /// <summary>The conversation as it goes on with the person who takes it over; one that was over before stays as it was.</summary>
    private static (Dialogue Dialogue, bool IsHandedOver) HandedOver(CarrierCall call, Scenario.Answered answered, Dialogue dialogue)
    {
        if (call.Transfer is not { } transfer || transfer.AtSec - answered.AnswerSec >= dialogue.LengthSec) return (dialogue, false);
        var atSec = Math.Max(0, transfer.AtSec - answered.AnswerSec);
        return (WriterOf(call).HandedOver(dialogue, atSec, transfer.Agent ?? transfer.Phone), true);
    }

    private static Dialogue Concession(CarrierCall call, Scenario.Answered answered, DialogueWriter writer)
    {
        var askSec = answered.TalkSec;
        var forgottenSec = askSec + ForgottenDecisionSec;
        var decidedSec = call.Decision is { } decision ? Math.Max(askSec, decision.AtSec - answered.AnswerSec) : forgottenSec;
        return decidedSec < forgottenSec
            ? writer.Concession(askSec, decidedSec, call.Decision!.Approved)
            : writer.Concession(askSec, forgottenSec, approved: false);
    }
}
