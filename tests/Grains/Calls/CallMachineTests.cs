using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Events;

namespace Switchboard.Tests.Grains.Calls;

/// <summary>The life of a call under random, repeated and reordered commands.</summary>
public sealed class CallMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly CarrierClock Clock = new(1);

    [Fact]
    public void The_ordinary_life_of_a_call()
    {
        var call = Accepted();
        call = CallMachine.BeginDialling(call, Clock, Start).Next;
        call = Report(call, new CarrierEvent("c", CarrierEventKind.Ringing, 1), 1).Next;
        call = Report(call, new CarrierEvent("c", CarrierEventKind.Answered, 3, AnsweredBy: AnsweredBy.Human), 3).Next;
        var end = Report(call, Ended(145, 3), 145);

        Assert.Equal(CallStatus.Completed, end.Next.View.Status);
        Assert.Equal(142, end.Next.View.DurationSec);
        Assert.Equal(1420, end.Next.View.ChargedMinor);
        Assert.Equal([EventTypes.CallCompleted, EventTypes.RecordingReady], end.Events.Select(e => e.Type));
        Assert.Equal([CallEffect.ReleaseLine, CallEffect.Settle], end.Effects.AsEnumerable());
        Assert.True(end.Next.SettlementPending);
        var settled = CallMachine.Settled(end.Next).Next;
        Assert.Null(settled.DueAt);
        Assert.Empty(CallMachine.Pending(settled));
    }

    [Fact]
    public void An_end_that_overtakes_the_answer_still_tells_of_the_answer_first()
    {
        var end = Report(Dialling(), Ended(32, 2), 40);
        Assert.Equal(30, end.Next.View.DurationSec);
        Assert.Equal([EventTypes.CallAnswered, EventTypes.CallCompleted, EventTypes.RecordingReady], end.Events.Select(e => e.Type));
        Assert.Equal(CallStatus.InProgress, end.Events[0].Snapshot.Status);
        Assert.Equal(Start.AddSeconds(2), end.Next.View.AnsweredAt);
    }

    [Fact]
    public void A_call_is_cut_at_its_maximum_and_never_charged_for_more()
    {
        var call = Answered(Dialling(), 2);
        var cut = CallMachine.Deadline(call, Clock, Start.AddSeconds(2 + 300 + 1));
        Assert.Contains(CallEffect.HangUp, cut.Effects);
        Assert.Equal(302, cut.Next.HangUpAtSec);
        var end = Report(cut.Next, Ended(330, 2, EndCause.MaxDuration), 330);
        Assert.Equal(300, end.Next.View.DurationSec);
        Assert.Equal("max_duration", end.Next.View.EndReason);
    }

    [Fact]
    public void The_person_is_erased_from_a_call_only_when_nothing_is_left_to_do()
    {
        var ended = Report(Answered(Dialling(), 3), Ended(145, 3), 145).Next;
        Assert.False(CallMachine.CanErase(Accepted()));
        Assert.False(CallMachine.CanErase(ended));
        var settled = CallMachine.Settled(ended).Next;
        Assert.True(CallMachine.CanErase(settled));

        var erased = CallMachine.Erase(settled, "erased:0123456789abcdef");

        Assert.Equal([EventTypes.CallErased], erased.Events.Select(e => e.Type));
        Assert.False(erased.Events[0].Publish);
        Assert.Empty(erased.Effects);
        var (before, after) = (settled.View, erased.Next.View);
        Assert.Equal(("erased:0123456789abcdef", null, null, null, false), (after.To, after.Metadata, after.Summary, after.Outcome, after.HasRecording));
        Assert.Equal((before.Status, before.DurationSec, before.ChargedMinor, before.EndReason), (after.Status, after.DurationSec, after.ChargedMinor, after.EndReason));
        Assert.Same(erased.Next, CallMachine.Erase(erased.Next, after.To).Next);
    }

    [Theory]
    [InlineData(EndCause.Busy, CallStatus.Busy, "busy")]
    [InlineData(EndCause.NoAnswer, CallStatus.NoAnswer, "no_answer")]
    [InlineData(EndCause.CarrierError, CallStatus.Failed, "carrier_error")]
    [InlineData(EndCause.InvalidNumber, CallStatus.Failed, "invalid_number")]
    [InlineData(EndCause.Canceled, CallStatus.Canceled, "canceled")]
    public void An_unanswered_call_costs_nothing(EndCause cause, CallStatus status, string reason)
    {
        var ending = new CallEnding(cause, null, null, null, null, false);
        var end = Report(Dialling(), new CarrierEvent("c", CarrierEventKind.Ended, 20, Ending: ending), 20).Next;
        Assert.Equal((status, reason, 0L, 0), (end.View.Status, end.View.EndReason, end.View.ChargedMinor, end.View.DurationSec));
        Assert.True(end.SettlementPending);
    }

    [Fact]
    public void A_carrier_that_is_silent_for_two_minutes_and_knows_nothing_has_forgotten_the_call()
    {
        var call = Dialling();
        Assert.Same(call, CallMachine.Forgotten(call, Start, Clock, Start.AddSeconds(119)).Next);
        Assert.Same(call, CallMachine.Forgotten(call, Start.AddSeconds(100), Clock, Start.AddSeconds(129)).Next);
        var end = CallMachine.Forgotten(call, Start, Clock, Start.AddSeconds(120)).Next;
        Assert.Equal((CallStatus.Failed, "carrier_timeout"), (end.View.Status, end.View.EndReason));
    }

    [Fact]
    public void A_forgotten_call_that_was_withdrawn_is_canceled()
    {
        var withdrawn = CallMachine.HangUp(Dialling(), Clock, Start).Next;
        var end = CallMachine.Forgotten(withdrawn, Start, Clock, Start.AddSeconds(120)).Next;
        Assert.Equal((CallStatus.Canceled, "canceled"), (end.View.Status, end.View.EndReason));
    }

    [Fact]
    public void A_carrier_that_forgets_an_answered_call_is_given_up_a_minute_after_its_maximum()
    {
        var call = Answered(Dialling(), 2);
        Assert.Same(call, CallMachine.Forgotten(call, Start, Clock, Start.AddSeconds(2 + 300 + 59)).Next);
        Assert.Equal(CallStatus.Failed, CallMachine.Forgotten(call, Start, Clock, Start.AddSeconds(2 + 300 + 61)).Next.View.Status);
    }

    [Fact]
    public void A_queued_call_that_is_hung_up_is_canceled_without_the_carrier()
    {
        var end = CallMachine.HangUp(Accepted(), Clock, Start);
        Assert.Equal(CallStatus.Canceled, end.Next.View.Status);
        Assert.DoesNotContain(CallEffect.HangUp, end.Effects);
    }

    [Fact]
    public void A_ringing_call_that_is_hung_up_is_canceled_when_the_carrier_says_so()
    {
        var call = CallMachine.HangUp(Dialling(), Clock, Start.AddSeconds(1)).Next;
        var end = Report(call, new CarrierEvent("c", CarrierEventKind.Ended, 2, Ending: new(EndCause.HangUp, null, null, null, null, false)), 2);
        Assert.Equal(CallStatus.Canceled, end.Next.View.Status);
    }

    [Fact]
    public void One_decision_on_an_approval_wins_and_one_that_ran_out_counts_from_its_expiry()
    {
        var proposal = new ApprovalProposal("concession", 500, "asks for a discount", 60);
        var asked = Report(Answered(Dialling(), 2), new CarrierEvent("c", CarrierEventKind.ApprovalRequested, 12, Approval: proposal), 12);
        Assert.Equal([CallEffect.OpenApproval], asked.Effects.AsEnumerable());
        var again = Report(asked.Next, new CarrierEvent("c", CarrierEventKind.ApprovalRequested, 12, Approval: proposal), 13);
        Assert.Same(asked.Next, again.Next);

        var id = asked.Next.Approval!.Id;
        var expired = CallMachine.Decide(asked.Next, id, ApprovalStatus.Expired, Clock, Start.AddSeconds(80));
        Assert.Equal(new ProposalDecision(false, 72), expired.Next.Decision);
        Assert.Equal([CallEffect.Resume], expired.Effects.AsEnumerable());
        Assert.Same(expired.Next, CallMachine.Decide(expired.Next, id, ApprovalStatus.Approved, Clock, Start.AddSeconds(81)).Next);
        Assert.Same(asked.Next, CallMachine.Decide(asked.Next, "another", ApprovalStatus.Approved, Clock, Start.AddSeconds(20)).Next);
    }

    [Theory]
    [InlineData(499L, 500, true)]
    [InlineData(500L, 500, false)]
    [InlineData(0L, 0, false)]
    [InlineData(null, 500, false)]
    public void What_is_worth_less_than_the_threshold_waits_for_nobody(long? valueMinor, long thresholdMinor, bool isApproved)
    {
        var answered = Answered(Dialling(), 2) with { ApprovalThresholdMinor = thresholdMinor };
        var proposal = new ApprovalProposal("concession", valueMinor, "asks for a discount", 60);
        var asked = Report(answered, new CarrierEvent("c", CarrierEventKind.ApprovalRequested, 12, Approval: proposal), 12.5);

        Assert.Equal((isApproved, isApproved), (asked.ApprovedByPolicy, asked.Next.Approval!.IsOpened));
        Assert.Equal(isApproved ? new ProposalDecision(true, 12) : null, asked.Next.Decision);
        Assert.Equal([isApproved ? CallEffect.Resume : CallEffect.OpenApproval], asked.Effects.AsEnumerable());
        Assert.Equal(isApproved ? [CallEffect.Synchronise] : [CallEffect.OpenApproval, CallEffect.Synchronise], CallMachine.Pending(asked.Next).AsEnumerable());
        Assert.DoesNotContain(CallEffect.OpenApproval, Report(asked.Next, new CarrierEvent("c", CarrierEventKind.ApprovalRequested, 12, Approval: proposal), 13).Effects);
    }

    [Fact]
    public void Who_asks_not_to_be_called_again_is_listed_with_the_end()
    {
        var analysis = new ConversationAnalysis("do_not_call", "negative", "opted_out", "Asked not to be called again.");
        var ending = new CallEnding(EndCause.HangUp, 2, AnsweredBy.Human, Conversation.Empty, analysis, true);
        Assert.True(Report(Dialling(), new CarrierEvent("c", CarrierEventKind.Ended, 10, Ending: ending), 10).SuppressNumber);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public void States_only_move_forward_and_an_end_is_final(int seed)
    {
        for (var run = 0; run < 400; run++) Live(new Random((seed * 1000) + run));
    }

    private static void Live(Random random)
    {
        var call = Accepted();
        var now = Start;
        var starts = 0;
        var ends = 0;
        for (var step = 0; step < 60; step++)
        {
            now = now.AddSeconds(random.Next(0, 20));
            var decision = RandomCommand(random, call, now);
            if (call.View.Status.IsEnd())
            {
                Assert.Equal(call.View, decision.Next.View);
                Assert.Empty(decision.Events);
            }

            Assert.True(Rank(decision.Next.View.Status) >= Rank(call.View.Status));
            Assert.InRange(decision.Next.View.DurationSec, 0, call.View.MaxDurationSec);
            Assert.True(decision.Next.View.Status == CallStatus.Completed || decision.Next.View.ChargedMinor == 0);
            Assert.Equal(decision.Next.View.Status.IsEnd() ? decision.Next.SettlementPending : true, decision.Next.DueAt is not null);
            starts += decision.Events.Count(e => e.Type == EventTypes.CallAnswered);
            ends += decision.Events.Count(e => e.Snapshot.Status.IsEnd() && e.Type != EventTypes.RecordingReady);
            call = decision.Next;
        }

        Assert.InRange(starts, 0, 1);
        Assert.Equal(call.View.Status.IsEnd() ? 1 : 0, ends);
        Assert.Equal(call.View.Status == CallStatus.Completed, starts == 1 && call.View.Status.IsEnd() && call.View.EndReason != "carrier_timeout");
    }

    private static CallDecision RandomCommand(Random random, CallState call, DateTimeOffset now) => random.Next(12) switch
    {
        0 or 1 => CallMachine.BeginDialling(call, Clock, now),
        2 when call.View.StartedAt is not null => CallMachine.Dialled(call, DialResult.Taken("p" + random.Next(3), null), Clock, now),
        3 when call.View.StartedAt is not null => CallMachine.Report(call, new CarrierEvent("c", CarrierEventKind.Ringing, random.Next(5)), Guid.NewGuid(), Clock, now),
        4 or 5 when call.View.StartedAt is not null => CallMachine.Report(call, new CarrierEvent("c", CarrierEventKind.Answered, random.Next(2, 9), AnsweredBy: AnsweredBy.Human), Guid.NewGuid(), Clock, now),
        6 when call.View.StartedAt is not null => CallMachine.Report(call, Ended(random.Next(10, 900), random.Next(2) == 0 ? 9 : null, (EndCause)random.Next(7)), Guid.NewGuid(), Clock, now),
        7 => random.Next(6) == 0 ? CallMachine.HangUp(call, Clock, now) : CallDecision.None(call),
        8 => CallMachine.Deadline(call, Clock, now),
        9 => CallMachine.Forgotten(call, Start, Clock, now),
        10 => CallMachine.Settled(call),
        _ => CallMachine.WithMetadata(call, """{"a":1}""") is var decision && !call.View.Status.IsEnd() ? decision : CallDecision.None(call),
    };

    private static int Rank(CallStatus status) => status.IsEnd() ? 10 : (int)status;

    private static CallState Accepted() => CallMachine.Accept(
        new CallView(
            "c", "t", CallStatus.Queued, "a", "+12025550100", null, "en-US", 300, null, null, null, 1, "simulator", "sim_c", Start,
            null, null, null, 0, 0, null, null, null, null, null, null, false),
        ratePerMinuteMinor: 600).Next;

    private static CallState Dialling() => CallMachine.BeginDialling(Accepted(), Clock, Start).Next;

    private static CallState Answered(CallState call, double atSec) =>
        Report(call, new CarrierEvent("c", CarrierEventKind.Answered, atSec, AnsweredBy: AnsweredBy.Human), atSec).Next;

    private static CarrierEvent Ended(double atSec, double? answeredAtSec, EndCause cause = EndCause.HangUp) => new(
        "c", CarrierEventKind.Ended, atSec,
        Ending: new CallEnding(cause, answeredAtSec, answeredAtSec is null ? null : AnsweredBy.Human, Conversation.Empty, null, true));

    private static CallDecision Report(CallState call, CarrierEvent report, double nowSec) =>
        CallMachine.Report(call, report, Guid.NewGuid(), Clock, Start.AddSeconds(nowSec));
}
