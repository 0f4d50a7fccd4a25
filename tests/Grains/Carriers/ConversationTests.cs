using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using static Switchboard.Tests.Grains.Carriers.SimulatedCalls;

namespace Switchboard.Tests.Grains.Carriers;

public sealed class ConversationTests
{
    private static readonly string[] Talking = ["0100", "0104", "0106", "0107", "0108", "0109", "0111", "0112"];

    public static TheoryData<string, string, int> Conversations()
    {
        var all = new TheoryData<string, string, int>();
        foreach (var number in Talking)
        {
            foreach (var language in new[] { "en-US", "hi-IN", "fr" })
            {
                foreach (var maxSec in new[] { 10, 47, 300, 7200 })
                    all.Add(number, language, maxSec);
            }
        }
        return all;
    }

    [Theory, MemberData(nameof(Conversations))]
    public void Everything_is_said_in_order_and_within_the_call(string number, string language, int maxSec)
    {
        var end = Finished(Ending(number, maxSec, language));

        AssertWellFormed(end.Ending!.Conversation!, end.TalkSec());
        Assert.NotEmpty(end.Ending.Analysis!.Summary);
        Assert.NotEmpty(end.Ending.Analysis.Outcome);
    }

    [Fact]
    public void Drawn_conversations_are_well_formed_and_say_enough_for_their_length()
    {
        foreach (var call in Enumerable.Range(0, 2000).Select(i => To($"+1303{i:0000000}", language: i % 2 == 0 ? "en-GB" : "hi")))
        {
            if (CallScript.Of(call).End() is not { Ending.AnsweredBy: AnsweredBy.Human } end)
                continue;
            var conversation = end.Ending!.Conversation!;
            AssertWellFormed(conversation, end.TalkSec());
            var lines = conversation.Transcript;
            Assert.Equal(["agent", "user"], lines.Select(line => line.Role).Distinct());
            var longestSilenceSec = lines.Zip(lines.Skip(1), (a, b) => b.AtSec - a.AtSec).Append(end.TalkSec() - lines[^1].AtSec).Max();
            Assert.InRange(longestSilenceSec, 0, 25);
        }
    }

    [Fact]
    public void Hindi_is_spoken_in_hindi_and_every_other_language_in_english()
    {
        Assert.All(Lines("hi-IN"), text => Assert.Contains(text, letter => letter is >= '\u0900' and <= '\u097F'));
        Assert.Equal(Lines("en-US"), Lines("fr-FR"));
        Assert.Equal(Lines("en-US"), Lines("hil"));

        static IEnumerable<string> Lines(string language) =>
            CallScript.Of(Ending("0112", language: language)).End().Ending!.Conversation!.Transcript.Select(line => line.Text).ToList();
    }

    [Fact]
    public void An_appointment_is_on_a_working_day_and_named_alike_in_line_and_outcome()
    {
        for (var i = 0; i < 14; i++)
        {
            var ending = CallScript.Of(Ending("0112") with { DialledAt = Start.AddDays(i) }).End().Ending!;
            var date = DateOnly.ParseExact(ending.Analysis!.Outcome, "'demo_scheduled_'yyyy'_'MM'_'dd");
            Assert.True(date > DateOnly.FromDateTime(Start.AddDays(i).Date));
            Assert.True(date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
            Assert.Contains(ending.Conversation!.Transcript, line => line.Text.Contains(date.DayOfWeek.ToString(), StringComparison.Ordinal));
            Assert.DoesNotContain(ending.Conversation.Transcript, line => line.Text.Contains('{', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_call_that_is_cut_before_anything_is_clear_says_so()
    {
        var end = CallScript.Of(Ending("0112") with { HangUpAtSec = 9 }).End();

        Assert.Equal(("unclear", "ended_early"), (end.Ending!.Analysis!.Intent, end.Ending.Analysis.Outcome));
    }

    [Fact]
    public void What_was_said_so_far_is_the_beginning_of_what_is_told_at_the_end()
    {
        foreach (var number in Talking)
        {
            var script = CallScript.Of(Ending(number) with { HangUpAtSec = 60 });
            var whole = script.End().Ending!.Conversation!;
            foreach (var soFar in script.Events().Select(e => e.Conversation).OfType<Conversation>())
            {
                Assert.Equal(soFar.Transcript, whole.Transcript.Take(soFar.Transcript.Length));
                Assert.Equal(soFar.Timeline, whole.Timeline.Take(soFar.Timeline.Length));
            }
        }
    }

    /// <summary>The end of a call; one that never hangs up is hung up at its maximum.</summary>
    private static CarrierEvent Finished(CarrierCall call)
    {
        var script = CallScript.Of(call);
        return script.Talk!.Cause is null
            ? CallScript.Of(call with { HangUpAtSec = script.Talk.AnswerSec + call.MaxDurationSec }).End()
            : script.End();
    }

    private static void AssertWellFormed(Conversation conversation, double lengthSec)
    {
        Assert.NotEmpty(conversation.Transcript);
        Assert.All(conversation.Transcript, line =>
        {
            Assert.Contains(line.Role, new[] { "agent", "user" });
            Assert.NotEmpty(line.Text);
            Assert.InRange(line.AtSec, 0, lengthSec);
        });
        Assert.All(conversation.Timeline, mark => Assert.InRange(mark.AtSec, 0, lengthSec));
        Assert.Equal(conversation.Transcript.Select(line => line.AtSec).Order(), conversation.Transcript.Select(line => line.AtSec));
        Assert.Equal(conversation.Timeline.Select(mark => mark.AtSec).Order(), conversation.Timeline.Select(mark => mark.AtSec));
        Assert.Equal(Marks.DisclosurePlayed, conversation.Timeline[0].Type);
    }
}
