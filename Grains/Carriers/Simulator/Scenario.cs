using System.Collections.Frozen;
using Switchboard.Calls;

namespace Switchboard.Carriers.Simulator;

/// <summary>What a number does when it is called: the table of the contract's section 6. Times in simulated seconds.</summary>
internal abstract record Scenario
{
    /// <summary>From the order to dial until the far end rings, as on a real trunk.</summary>
    public const double SetUpSec = 0.5;

    private static readonly FrozenDictionary<string, Scenario> Numbers = new Dictionary<string, Scenario>
    {
        ["+12025550100"] = new Answered(RingSec: 2, TalkSec: 30, DialogueKind.Interested),
        ["+12025550101"] = new Unanswered(RingSec: 0, EndSec: 1, EndCause.Busy),
        ["+12025550102"] = new Unanswered(RingSec: 20, EndSec: SetUpSec + 20, EndCause.NoAnswer),
        ["+12025550103"] = new Refused(EndCause.CarrierError),
        ["+12025550104"] = new Answered(RingSec: 8, TalkSec: 12, DialogueKind.Voicemail),
        ["+12025550105"] = new Refused(EndCause.InvalidNumber),
        ["+12025550106"] = new Answered(RingSec: 2, TalkSec: 8, DialogueKind.OptOut),
        ["+12025550107"] = new Answered(RingSec: 2, TalkSec: 10, DialogueKind.Concession),
        ["+12025550108"] = new Answered(RingSec: 2, TalkSec: 16, DialogueKind.Handoff),
        ["+12025550109"] = new Answered(RingSec: 2, TalkSec: double.PositiveInfinity, DialogueKind.Endless),
        ["+12025550110"] = new Silent(),
        ["+12025550111"] = new Answered(RingSec: 2, TalkSec: 30, DialogueKind.Interested) { ReportsBadly = true },
        ["+12025550112"] = new Answered(RingSec: 5, TalkSec: 142, DialogueKind.DemoBooked),
    }.ToFrozenDictionary();

    /// <summary>How conversations with numbers outside the table go, each as likely as the next.</summary>
    private static readonly DialogueKind[] UsualConversations =
    [
        DialogueKind.Interested, DialogueKind.DemoBooked, DialogueKind.NotInterested, DialogueKind.CallbackRequested, DialogueKind.InformationRequested,
    ];

    private Scenario()
    {
    }

    /// <summary>The carrier does not take the order.</summary>
    public sealed record Refused(EndCause Cause) : Scenario;

    /// <summary>The carrier takes the order and is never heard from again.</summary>
    public sealed record Silent : Scenario;

    /// <summary>Nobody answers.</summary>
    /// <param name="RingSec">How long it rings; 0 when it never does.</param>
    /// <param name="EndSec">When it ends, since the dialling began.</param>
    /// <param name="Cause">Why.</param>
    public sealed record Unanswered(double RingSec, double EndSec, EndCause Cause) : Scenario;

    /// <summary>A person or a voicemail answers.</summary>
    /// <param name="RingSec">How long it rings before.</param>
    /// <param name="TalkSec">How long the conversation lasts; for <see cref="DialogueKind.Concession"/> and <see cref="DialogueKind.Handoff"/> until it waits.</param>
    /// <param name="Dialogue">How the conversation goes.</param>
    public sealed record Answered(double RingSec, double TalkSec, DialogueKind Dialogue) : Scenario
    {
        /// <summary>Each report comes twice, late and out of order.</summary>
        public bool ReportsBadly { get; init; }

        public double AnswerSec => SetUpSec + RingSec;

        public AnsweredBy By => Dialogue == DialogueKind.Voicemail ? AnsweredBy.Voicemail : AnsweredBy.Human;

        /// <summary>Whether the far end hangs up at the maximum by itself; else only we can end the call.</summary>
        public bool HonoursMaximum => Dialogue != DialogueKind.Endless;
    }

    /// <summary>The scenario of one attempt at a number.</summary>
    public static Scenario Of(string number, int attempt) =>
        Numbers.TryGetValue(number, out var scenario) ? scenario : Drawn(Draw.Of(number, attempt));

    private static Scenario Drawn(Draw draw) => draw.Fate switch
    {
        < 0.55 => new Answered(draw.RingSeconds(2, 12), draw.Seconds(20, 180), UsualConversations[draw.OneOf(UsualConversations.Length)]),
        < 0.80 => Rings(draw.RingSeconds(20, 35)),
        < 0.88 => new Unanswered(RingSec: 0, draw.RingSeconds(1, 3), EndCause.Busy),
        < 0.97 => new Answered(draw.RingSeconds(10, 20), draw.Seconds(8, 20), DialogueKind.Voicemail),
        _ => new Unanswered(RingSec: 0, draw.RingSeconds(1, 3), EndCause.CarrierError),
    };

    private static Unanswered Rings(int seconds) => new(seconds, SetUpSec + seconds, EndCause.NoAnswer);
}
