using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using static Switchboard.Tests.Grains.Carriers.SimulatedCalls;

namespace Switchboard.Tests.Grains.Carriers;

/// <summary>Simulated conversations that somebody takes over.</summary>
public sealed class TransferredScriptTests
{
    private const double AnswerSec = 2.5;
    private const double ColleagueTalksSec = 40;
    private const double RoundingSec = 0.001;

    private static readonly string[] Talking = ["0100", "0104", "0106", "0107", "0108", "0109", "0111", "0112"];

    [Fact]
    public void Who_asked_for_a_person_talks_on_with_one()
    {
        var end = CallScript.Of(Transferred("0108", 40, agent: "Maria")).End();

        Assert.Equal(40 + ColleagueTalksSec, end.TalkSec(), precision: 6);
        Assert.Equal((EndCause.HangUp, Intents.SpeakToPerson, "transferred_to_person"), (end.Ending!.Cause, end.Ending.Analysis!.Intent, end.Ending.Analysis.Outcome));
        var lines = end.Ending.Conversation!.Transcript;
        Assert.Equal(["agent", "user", "human_agent"], lines.Select(line => line.Role).Distinct());
        Assert.Equal(lines.Select(line => line.AtSec).Order(), lines.Select(line => line.AtSec));
        Assert.All(lines.Where(line => line.Role == Roles.HumanAgent), line => Assert.True(line.AtSec > 40));
        Assert.Contains(new TimelineMark(Marks.Transferred, 40, "Maria"), end.Ending.Conversation.Timeline);
        Assert.DoesNotContain(end.Ending.Conversation.Timeline, mark => mark.Type == "callback-promised");
        Assert.True(end.KnowsTransfer);
    }

    [Fact]
    public void Who_asked_for_a_person_and_gets_none_is_promised_a_call()
    {
        var end = CallScript.Of(Ending("0108")).End();

        Assert.Equal(("callback_requested", "callback_promised"), (end.Ending!.Analysis!.Intent, end.Ending.Analysis.Outcome));
        Assert.False(end.KnowsTransfer);
        Assert.Equal("speak_to_person", CallScript.Of(Ending("0108") with { HangUpAtSec = 40 }).End().Ending!.Analysis!.Intent);
    }

    [Fact]
    public void Any_conversation_can_be_taken_over_and_nothing_before_changes()
    {
        var random = new Random(20260530);
        for (var i = 0; i < 2000; i++)
        {
            var number = Talking[random.Next(Talking.Length)];
            var atSec = Math.Round(AnswerSec + random.NextDouble() * 150, 3);
            var plain = i % 5 == 0 ? Ending(number) with { Decision = new ProposalDecision(random.Next(2) == 0, random.Next(15, 60)) } : Ending(number, maxSec: random.Next(30, 300));
            var (before, after) = (CallScript.Of(plain), CallScript.Of(plain with { Transfer = new CarrierTransfer("+12025550143", null, atSec) }));

            // Nobody can be transferred before the answer, or after the engine has cut the call.
            if (atSec <= after.Talk!.AnswerSec || atSec >= after.Talk.AnswerSec + plain.MaxDurationSec) continue;
            Assert.Equal(Before(before), Before(after));
            if (before.Talk!.EndSec <= atSec) Assert.Equal(before.Talk.EndSec, after.Talk.EndSec);
            else Assert.Contains(after.Events(), e => e.Kind == CarrierEventKind.Ended);
            Assert.True(after.Talk.LengthSec <= Math.Max(plain.MaxDurationSec, atSec - after.Talk.AnswerSec));

            IEnumerable<(double, CarrierEventKind, int?)> Before(CallScript script) =>
                script.Reports.Where(r => r.DueSec < atSec - RoundingSec).Select(r => (r.DueSec, r.Event.Kind, r.Event.Conversation?.Transcript.Length));
        }
    }

    [Fact]
    public async Task What_has_been_said_by_now_is_heard_on_request_and_is_the_beginning_of_the_end()
    {
        var time = new ManualTime(Start);
        using var carrier = new SimulatedCarrier(new SimulatorOptions(), new Nobody(), time, NullLogger<SimulatedCarrier>.Instance);
        var call = Ending("0108");
        var whole = CallScript.Of(Transferred("0108", 50)).End().Ending!.Conversation!;
        var (heard, lines) = (new HashSet<int>(), 0);

        Assert.Empty((await carrier.ListenAsync(call, default))!.Transcript);
        for (var sec = 0; sec < 120; sec++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (sec == Math.Ceiling(AnswerSec + 50)) call = Transferred("0108", 50);
            var soFar = (await carrier.ListenAsync(call, default))!;
            Assert.Equal(soFar.Transcript, whole.Transcript.Take(soFar.Transcript.Length));
            Assert.True(soFar.Transcript.Length >= lines);
            heard.Add(lines = soFar.Transcript.Length);
        }

        Assert.Equal(whole.Transcript.Length, lines);
        Assert.Equal(lines + 1, heard.Count);
        Assert.Null(await carrier.ListenAsync(Ending("0102"), default));
    }

    [Fact]
    public async Task A_transfer_that_is_told_twice_happens_once()
    {
        var time = new ManualTime(Start);
        var reports = new Kept();
        using var carrier = new SimulatedCarrier(new SimulatorOptions(), reports, time, NullLogger<SimulatedCarrier>.Instance);
        await carrier.DialAsync(Ending("0108"), default);
        time.Advance(TimeSpan.FromSeconds(30));
        var call = Transferred("0108", 30 - AnswerSec);
        await carrier.TransferAsync(call, call.Transfer!, default);
        time.Advance(TimeSpan.FromSeconds(1));
        await carrier.TransferAsync(call, call.Transfer!, default);
        time.Advance(TimeSpan.FromSeconds(120));

        var end = Assert.Single(reports.All, e => e.Kind == CarrierEventKind.Ended);
        Assert.Equal(30 + ColleagueTalksSec, end.AtSec, precision: 6);
        Assert.True(end.KnowsTransfer);
    }

    [Fact]
    public async Task The_colleague_is_heard_in_the_recording()
    {
        using var carrier = new SimulatedCarrier(new SimulatorOptions(), new Nobody(), new ManualTime(Start), NullLogger<SimulatedCarrier>.Instance);
        var recording = await carrier.OpenRecordingAsync(Transferred("0108", 40), default);

        await using var content = recording!.Content;
        Assert.Equal(44 + (40 + ColleagueTalksSec) * 8000 * 2, recording.Length);
    }

    private static CarrierCall Transferred(string number, double talkedSec, string? agent = null) =>
        Ending(number) with { Transfer = new CarrierTransfer("+12025550143", agent, AnswerSec + talkedSec) };

    private sealed class Nobody : ICarrierEvents
    {
        public Task DeliverAsync(CarrierEvent carrierEvent) => Task.CompletedTask;
    }

    private sealed class Kept : ICarrierEvents
    {
        public List<CarrierEvent> All { get; } = [];

        public Task DeliverAsync(CarrierEvent carrierEvent)
        {
            All.Add(carrierEvent);
            return Task.CompletedTask;
        }
    }
}
