using System.Collections.Immutable;
using Switchboard.Calls;

namespace Switchboard.Carriers.Simulator;

/// <summary>
/// Writes out a conversation: chooses the lines, gives each the time that it takes to say it, and fits them into the
/// length of the call. What is said before a moment never depends on what happens after it.
/// </summary>
internal sealed class DialogueWriter
{
    private const double SilenceBeforeFirstSec = 0.4;
    private const double PauseSec = 0.5;
    private const double ShortestLineSec = 0.6;
    private const double StillThereEverySec = 60;

    private readonly Phrasebook _book;
    private readonly DateOnly _appointment;
    private readonly int _variety;
    private readonly ImmutableArray<Utterance>.Builder _utterances = ImmutableArray.CreateBuilder<Utterance>();
    private readonly ImmutableArray<TimelineMark>.Builder _marks = ImmutableArray.CreateBuilder<TimelineMark>();

    /// <param name="language">BCP 47 tag.</param>
    /// <param name="day">The day of the call.</param>
    /// <param name="variety">Any number from 0: which small talk a long conversation begins with.</param>
    public DialogueWriter(string language, DateOnly day, int variety)
    {
        _book = Phrasebook.For(language);
        _appointment = WorkingDayAfter(day.AddDays(1));
        _variety = variety;
    }

    /// <summary>How many different small talks a conversation can begin with.</summary>
    public static int Varieties => EnglishPhrases.Book.SmallTalk.Length;

    /// <summary>A conversation of a given length.</summary>
    public Dialogue Usual(DialogueKind kind, double lengthSec)
    {
        var scene = _book.Scenes[kind];
        Say([.. scene.Beginning, .. SmallTalk(lengthSec - NeededSec([.. scene.Beginning, .. scene.End])), .. scene.End], 0, lengthSec);
        return Finish(lengthSec);
    }

    /// <summary>A conversation that asks for a discount, waits for the decision, and goes on by it.</summary>
    /// <param name="askSec">When it begins to wait.</param>
    /// <param name="decidedSec">When the decision is there.</param>
    /// <param name="approved">What it is.</param>
    public Dialogue Concession(double askSec, double decidedSec, bool approved)
    {
        const double GrantedSec = 20, RefusedSec = 5;
        var scene = _book.Scenes[DialogueKind.Concession];
        Say(scene.Beginning, 0, askSec);
        _marks.Add(new TimelineMark(Marks.ApprovalRequested, askSec, "concession"));
        _marks.Add(new TimelineMark(Marks.ApprovalDecided, decidedSec, approved ? "approved" : "declined"));
        var restSec = approved ? GrantedSec : RefusedSec;
        Say(approved ? _book.Granted : scene.End, decidedSec, restSec);
        return Finish(decidedSec + restSec);
    }

    /// <summary>A conversation in which the person asks for a person, holds the line for a while, and is promised a call as nobody comes.</summary>
    /// <param name="askedSec">When it begins to wait.</param>
    /// <param name="waitSec">How long it waits.</param>
    public Dialogue Handoff(double askedSec, double waitSec)
    {
        const double FarewellSec = 14;
        var scene = _book.Scenes[DialogueKind.Handoff];
        Say(scene.Beginning, 0, askedSec);
        Say(scene.End, askedSec + waitSec, FarewellSec);
        return Finish(askedSec + waitSec + FarewellSec);
    }

    /// <summary>A conversation that goes on with somebody else.</summary>
    /// <param name="begun">What it was until then.</param>
    /// <param name="atSec">When it is handed over.</param>
    /// <param name="whom">Who takes it over.</param>
    public Dialogue HandedOver(Dialogue begun, double atSec, string whom)
    {
        const double BridgeSec = 4, ColleagueSec = 36;
        var kept = begun.Until(atSec);
        _utterances.AddRange(kept.Transcript);
        _marks.AddRange(kept.Timeline);
        _marks.Add(new TimelineMark(Marks.Transferred, Math.Round(atSec, 3), whom));
        Say([_book.PuttingThrough], atSec, BridgeSec);
        Say(_book.WithColleague, atSec + BridgeSec, ColleagueSec);
        return Finish(atSec + BridgeSec + ColleagueSec);
    }

    /// <summary>A conversation that does not end by itself: once everything is said the agent asks every minute whether anybody is there.</summary>
    /// <param name="horizonSec">Until when it is written out.</param>
    public Dialogue Endless(double horizonSec)
    {
        ImmutableArray<Line> talk = [.. _book.Scenes[DialogueKind.Endless].Beginning, .. SmallTalk(double.PositiveInfinity)];
        var endOfTalkSec = NeededSec(talk);
        Say(talk, 0, endOfTalkSec);
        for (var atSec = endOfTalkSec; atSec < horizonSec; atSec += StillThereEverySec)
            Say([_book.StillThere], atSec, StillThereEverySec);
        return Finish(double.PositiveInfinity);
    }

    private Dialogue Finish(double lengthSec) => new(_utterances.ToImmutable(), _marks.ToImmutable(), lengthSec, _appointment);

    /// <summary>As much small talk as fits into a time.</summary>
    private IEnumerable<Line> SmallTalk(double availableSec)
    {
        var topics = _book.SmallTalk.Length;
        for (var i = 0; i < topics; i++)
        {
            var topic = _book.SmallTalk[(_variety + i) % topics];
            availableSec -= topic.Sum(line => SpokenSec(line) + PauseSec);
            if (availableSec < 0)
                yield break;
            foreach (var line in topic)
                yield return line;
        }
    }

    /// <summary>Spreads lines over a stretch: hurried when there is too little time, with longer pauses when there is much.</summary>
    private void Say(ImmutableArray<Line> lines, double startSec, double lengthSec)
    {
        var neededSec = NeededSec(lines);
        var pace = Math.Min(1, lengthSec / neededSec);
        var extraPauseSec = Math.Max(0, lengthSec - neededSec) / lines.Length;
        var atSec = startSec + SilenceBeforeFirstSec * pace;
        foreach (var line in lines)
        {
            var roundedSec = Math.Round(atSec, 1);
            _utterances.Add(new Utterance(line.Role, line.Text.Replace("{day}", Weekday, StringComparison.Ordinal), roundedSec));
            foreach (var noticed in line.Noticed)
                _marks.Add(new TimelineMark(noticed.Type, roundedSec, noticed.Detail));
            atSec += (SpokenSec(line) + PauseSec) * pace + extraPauseSec;
        }
    }

    private double NeededSec(ImmutableArray<Line> lines) => SilenceBeforeFirstSec + lines.Sum(line => SpokenSec(line) + PauseSec);

    private double SpokenSec(Line line) => Math.Max(ShortestLineSec, line.Text.Length / _book.LettersPerSecond);

    private string Weekday => _book.Weekdays[(int)_appointment.DayOfWeek];

    private static DateOnly WorkingDayAfter(DateOnly day)
    {
        do
            day = day.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }
}
