using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using static Switchboard.Carriers.CarrierEventKind;
using static Switchboard.Tests.Grains.Carriers.SimulatedCalls;

namespace Switchboard.Tests.Grains.Carriers;

public sealed class CallScriptTests
{
    [Theory]
    [InlineData("0100", 2, 30, "interested", "positive")]
    [InlineData("0112", 5, 142, "demo_booked", "positive")]
    [InlineData("0106", 2, 8, "do_not_call", "negative")]
    [InlineData("0108", 2, 90, "callback_requested", "neutral")]
    public void A_person_answers_and_talks(string number, double ringSec, double talkSec, string intent, string sentiment)
    {
        var script = CallScript.Of(Ending(number));

        var (ringing, answered, end) = (script.Events().First(), script.Events().Single(e => e.Kind == Answered), script.End());
        Assert.Null(script.Refusal);
        Assert.Equal(Ringing, ringing.Kind);
        Assert.Equal(ringSec, answered.AtSec - ringing.AtSec);
        Assert.Equal(AnsweredBy.Human, answered.AnsweredBy);
        Assert.Equal(talkSec, end.TalkSec());
        Assert.Equal((EndCause.HangUp, AnsweredBy.Human, true), (end.Ending!.Cause, end.Ending.AnsweredBy!.Value, end.Ending.HasRecording));
        Assert.Equal((intent, sentiment), (end.Ending.Analysis!.Intent, end.Ending.Analysis.Sentiment));
    }

    [Theory]
    [InlineData("0101", 1, EndCause.Busy)]
    [InlineData("0102", Scenario.SetUpSec + 20, EndCause.NoAnswer)]
    public void Nobody_answers(string number, double endSec, EndCause cause)
    {
        var script = CallScript.Of(Ending(number));

        var end = script.End();
        Assert.DoesNotContain(Answered, script.Kinds());
        Assert.Equal(number == "0102", script.Kinds().Contains(Ringing));
        Assert.Equal((endSec, cause), (end.AtSec, end.Ending!.Cause));
        Assert.Null(end.Ending.AnsweredAtSec);
        Assert.Null(end.Ending.Conversation);
        Assert.False(end.Ending.HasRecording);
    }

    [Theory]
    [InlineData("0103", EndCause.CarrierError)]
    [InlineData("0105", EndCause.InvalidNumber)]
    public void The_carrier_refuses_and_says_so_again_when_asked(string number, EndCause cause)
    {
        var script = CallScript.Of(Ending(number));

        Assert.Equal(cause, script.Refusal);
        Assert.Equal([cause], script.Events().Select(e => e.Ending!.Cause));
    }

    [Fact]
    public void A_voicemail_answers()
    {
        var end = CallScript.Of(Ending("0104")).End();

        Assert.Equal(12, end.TalkSec());
        Assert.Equal((AnsweredBy.Voicemail, "voicemail_left"), (end.Ending!.AnsweredBy!.Value, end.Ending.Analysis!.Intent));
        Assert.Contains(end.Ending.Conversation!.Timeline, mark => mark.Type == Marks.VoicemailDetected);
    }

    [Fact]
    public void The_carrier_takes_the_order_and_is_never_heard_from_again()
    {
        var call = Ending("0110");

        Assert.Null(CallScript.Of(call).Refusal);
        Assert.Empty(CallScript.Of(call).Reports);
        Assert.Empty(CallScript.Of(call with { HangUpAtSec = 30 }).Reports);
    }

    [Fact]
    public void A_person_is_asked_for_in_mid_call()
    {
        var script = CallScript.Of(Ending("0108"));

        var asking = script.Events().First(e => e.Kind == ConversationAdvanced);
        Assert.Equal(Marks.HandoffRequested, asking.Conversation!.Timeline[^1].Type);
        Assert.True(asking.AtSec < script.End().AtSec - 30);
    }

    [Fact]
    public void A_discount_is_asked_for_and_the_conversation_waits()
    {
        var script = CallScript.Of(Ending("0107"));

        var answered = script.Events().Single(e => e.Kind == Answered);
        var asking = script.Events().Single(e => e.Kind == ApprovalRequested);
        Assert.Equal(10, asking.AtSec - answered.AtSec);
        Assert.Equal(("concession", 60), (asking.Approval!.Action, asking.Approval.WaitSec));
        Assert.True(asking.Approval.ValueMinor > 0);
        Assert.NotEmpty(asking.Approval.Rationale);
        Assert.Equal("discount_requested", asking.Conversation!.Timeline.Last(mark => mark.Type == Marks.IntentDetected).Detail);
    }

    [Theory]
    [InlineData(true, 20, "accepted", "approved")]
    [InlineData(false, 5, "declined", "declined")]
    public void A_decision_lets_the_conversation_go_on(bool approved, double restSec, string intent, string decision)
    {
        const double DecidedSec = 41.25;
        var end = CallScript.Of(Ending("0107") with { Decision = new ProposalDecision(approved, DecidedSec) }).End();

        Assert.Equal(DecidedSec + restSec, end.AtSec);
        Assert.Equal((EndCause.HangUp, intent), (end.Ending!.Cause, end.Ending.Analysis!.Intent));
        Assert.Contains(new TimelineMark(Marks.ApprovalDecided, DecidedSec - end.Ending.AnsweredAtSec!.Value, decision), end.Ending.Conversation!.Timeline);
    }

    [Fact]
    public void A_decision_from_before_the_question_counts_from_the_question()
    {
        var end = CallScript.Of(Ending("0107") with { Decision = new ProposalDecision(true, 1) }).End();

        Assert.Equal(10 + 20, end.TalkSec());
    }

    [Fact]
    public void A_decision_that_never_comes_is_a_no()
    {
        var waiting = CallScript.Of(Ending("0107", maxSec: 600));
        var tooLate = CallScript.Of(Ending("0107", maxSec: 600) with { Decision = new ProposalDecision(true, 500) });

        Assert.Equal(10 + Talk.ForgottenDecisionSec + 5, waiting.End().TalkSec());
        Assert.True(Talk.ForgottenDecisionSec > Talk.ApprovalWaitSec);
        Assert.Equal("declined", waiting.End().Ending!.Analysis!.Intent);
        Assert.Equal(waiting.Reports.Length, tooLate.Reports.Length);
        Assert.Equal(waiting.End().AtSec, tooLate.End().AtSec);
    }

    [Theory]
    [InlineData("0100", 10)]
    [InlineData("0104", 10)]
    [InlineData("0107", 10)]
    [InlineData("0107", 20)]
    [InlineData("0108", 30)]
    [InlineData("0111", 12)]
    [InlineData("0112", 141)]
    public void The_maximum_cuts_the_call(string number, int maxSec)
    {
        var script = CallScript.Of(Ending(number, maxSec));

        Assert.Equal((maxSec, EndCause.MaxDuration), (script.End().TalkSec(), script.End().Ending!.Cause));
        Assert.All(script.Events(), e => Assert.True(e.AtSec <= script.End().AtSec));
    }

    [Theory]
    [InlineData("0100", 30)]
    [InlineData("0112", 142)]
    public void A_maximum_that_is_just_reached_cuts_nothing(string number, int maxSec) =>
        Assert.Equal(EndCause.HangUp, CallScript.Of(Ending(number, maxSec)).End().Ending!.Cause);

    [Fact]
    public void Only_we_can_end_a_call_that_never_hangs_up()
    {
        var call = Ending("0109", maxSec: 60);
        var answerSec = CallScript.Of(call).Events().Single(e => e.Kind == Answered).AtSec;

        Assert.DoesNotContain(Ended, CallScript.Of(call).Kinds());
        Assert.Equal((EndCause.MaxDuration, 60.0), EndOf(60));
        Assert.Equal((EndCause.MaxDuration, 63.0), EndOf(63));
        Assert.Equal((EndCause.HangUp, 17.0), EndOf(17));

        (EndCause, double) EndOf(double talkSec)
        {
            var end = CallScript.Of(call with { HangUpAtSec = answerSec + talkSec }).End();
            return (end.Ending!.Cause, end.TalkSec());
        }
    }

    [Theory]
    [InlineData("0100", 1, EndCause.Canceled)]
    [InlineData("0102", 15, EndCause.Canceled)]
    [InlineData("0101", 0.25, EndCause.Canceled)]
    [InlineData("0111", 2, EndCause.Canceled)]
    [InlineData("0100", 12, EndCause.HangUp)]
    [InlineData("0107", 30, EndCause.HangUp)]
    public void A_hang_up_ends_the_call_where_it_is(string number, double atSec, EndCause cause)
    {
        var end = CallScript.Of(Ending(number) with { HangUpAtSec = atSec }).End();

        Assert.Equal((atSec, cause), (end.AtSec, end.Ending!.Cause));
        Assert.Equal(cause == EndCause.HangUp, end.Ending.AnsweredAtSec is not null);
    }

    [Fact]
    public void A_hang_up_after_the_end_changes_nothing()
    {
        var call = Ending("0100");

        Assert.Equal(32.5, CallScript.Of(call with { HangUpAtSec = 40 }).End().AtSec);
    }

    [Fact]
    public void Bad_reports_come_twice_and_late_and_the_end_before_the_answer()
    {
        var (good, bad) = (CallScript.Of(Ending("0100")), CallScript.Of(Ending("0111")));

        Assert.Equal(good.End().TalkSec(), bad.End().TalkSec());
        Assert.All(bad.Reports, report => Assert.True(report.DueSec > report.Event.AtSec));
        Assert.All(bad.Events().GroupBy(e => (e.Kind, e.AtSec)), copies => Assert.Equal(2, copies.Count()));
        Assert.Equal(good.Kinds().Order(), bad.Kinds().Distinct().Order());
        Assert.True(bad.Kinds().ToList().IndexOf(Ended) < bad.Kinds().ToList().IndexOf(Answered));
    }

    [Fact]
    public void Every_report_tells_when_the_next_one_is_due()
    {
        foreach (var call in Enumerable.Range(0, 1000).Select(i => To($"+1303555{i:0000}")).Append(Ending("0107")).Append(Ending("0111")))
        {
            var reports = CallScript.Of(call).Reports;
            Assert.Equal(reports.Skip(1).Select(r => (double?)r.DueSec).Append(null), reports.Select(r => r.Event.NextEventBySec));
            Assert.Equal(reports.Select(r => r.DueSec).Order(), reports.Select(r => r.DueSec));
        }
    }

    [Fact]
    public void A_change_alters_nothing_that_came_before_it()
    {
        var random = new Random(20260529);
        for (var i = 0; i < 2000; i++)
        {
            var call = i % 4 == 0 ? Ending("0107") : To($"+1303555{i:0000}");
            var atSec = Math.Round(random.NextDouble() * 80, 3);
            var changed = CallScript.Of(i % 8 == 0
                ? call with { Decision = new ProposalDecision(random.Next(2) == 0, atSec) }
                : call with { HangUpAtSec = atSec });
            Assert.Equal(Before(CallScript.Of(call)), Before(changed));

            IEnumerable<(double, CarrierEventKind, int?)> Before(CallScript script) =>
                script.Reports.Where(r => r.DueSec < atSec).Select(r => (r.DueSec, r.Event.Kind, r.Event.Conversation?.Transcript.Length));
        }
    }

    [Fact]
    public void Other_numbers_draw_their_fate_in_the_shares_of_the_contract()
    {
        var ends = Enumerable.Range(0, 100_000).Select(i => CallScript.Of(To($"+1303{i:0000000}")).End()).ToList();

        Assert.InRange(Share(e => e.AnsweredBy == AnsweredBy.Human), 0.54, 0.56);
        Assert.InRange(Share(e => e.Cause == EndCause.NoAnswer), 0.24, 0.26);
        Assert.InRange(Share(e => e.Cause == EndCause.Busy), 0.075, 0.085);
        Assert.InRange(Share(e => e.AnsweredBy == AnsweredBy.Voicemail), 0.085, 0.095);
        Assert.InRange(Share(e => e.Cause == EndCause.CarrierError), 0.027, 0.033);
        var talks = ends.Where(e => e.Ending!.AnsweredBy == AnsweredBy.Human).Select(e => e.TalkSec()).ToList();
        Assert.Equal((20, 180), (talks.Min(), talks.Max()));
        Assert.InRange(talks.Average(), 98, 102);
        Assert.Equal(5, ends.Where(e => e.Ending!.AnsweredBy == AnsweredBy.Human).Select(e => e.Ending!.Analysis!.Intent).Distinct().Count());

        double Share(Func<CallEnding, bool> has) => ends.Count(e => has(e.Ending!)) / (double)ends.Count;
    }

    [Fact]
    public void The_draw_is_the_same_everywhere_and_another_for_the_next_attempt()
    {
        var fates = Enumerable.Range(1, 50).Select(attempt => CallScript.Of(To("+13035550199", attempt: attempt)).End().Ending!.Cause).ToList();

        Assert.True(fates.Distinct().Count() > 1);
        Assert.Equal(0.46169755752772323, Draw.Of("+13035550199", 1).Fate);
        Assert.Equal(
            CallScript.Of(To("+13035550199")).Reports.Select(r => (r.DueSec, r.Event.Kind)),
            CallScript.Of(To("+13035550199")).Reports.Select(r => (r.DueSec, r.Event.Kind)));
    }
}
