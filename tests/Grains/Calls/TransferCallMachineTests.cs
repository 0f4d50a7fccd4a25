using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Events;
using Switchboard.Handoffs;

namespace Switchboard.Tests.Grains.Calls;

/// <summary>How a call is handed to a person.</summary>
public sealed class TransferCallMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly CarrierClock Clock = new(1);
    private static readonly TransferTarget Maria = new("+12025550143", "Maria", "sales", Start);

    [Fact]
    public void A_conversation_is_handed_over_and_charged_to_its_hang_up()
    {
        var decision = CallMachine.Transfer(Answered(), Maria, Clock, Start.AddSeconds(20));

        Assert.Equal([EventTypes.CallTransferred], decision.Events.Select(e => e.Type));
        Assert.True(decision.Events[0].Publish);
        Assert.Equal(Maria, decision.Events[0].Snapshot.TransferredTo);
        Assert.Equal([CallEffect.Transfer], decision.Effects.AsEnumerable());
        Assert.True(decision.ClaimsPerson);
        Assert.Equal((CallStatus.InProgress, 20.0, true), (decision.Next.View.Status, decision.Next.TransferAtSec, decision.Next.TransferPending));
        Assert.Equal(new CarrierTransfer(Maria.Phone, Maria.Agent, 20), decision.Next.ToCarrierCall().Transfer);

        var end = Report(CallMachine.TransferConfirmed(decision.Next, Clock, Start.AddSeconds(20)).Next, Ended(145), 145).Next;
        Assert.Equal((CallStatus.Completed, 142, 1420L, Maria), (end.View.Status, end.View.DurationSec, end.View.ChargedMinor, end.View.TransferredTo));
    }

    [Fact]
    public void A_number_that_is_nobodys_ties_nobody()
    {
        var decision = CallMachine.Transfer(Answered(), new TransferTarget("+12025550199", null, null, Start), Clock, Start.AddSeconds(20));

        Assert.False(decision.ClaimsPerson);
        Assert.Equal([CallEffect.Transfer], decision.Effects.AsEnumerable());
    }

    [Fact]
    public void Only_a_conversation_that_nobody_is_ending_is_handed_over_and_only_once()
    {
        var answered = Answered();
        var transferred = CallMachine.Transfer(answered, Maria, Clock, Start.AddSeconds(20)).Next;
        CallState[] others = [Accepted(), Dialling(), CallMachine.HangUp(answered, Clock, Start.AddSeconds(10)).Next, Report(answered, Ended(30), 30).Next, transferred];

        Assert.All(others, call => Assert.Same(call, CallMachine.Transfer(call, Maria with { Agent = "Ben" }, Clock, Start.AddSeconds(40)).Next));
    }

    [Fact]
    public void The_carrier_is_told_again_until_it_has_confirmed()
    {
        var pending = CallMachine.Transfer(Answered(), Maria, Clock, Start.AddSeconds(20)).Next;

        Assert.Equal([CallEffect.Transfer, CallEffect.Synchronise], CallMachine.Pending(pending).AsEnumerable());
        Assert.Equal([CallEffect.Transfer, CallEffect.Synchronise], CallMachine.Deadline(pending, Clock, Start.AddSeconds(25)).Effects.AsEnumerable());
        Assert.Equal(Start.AddSeconds(25), pending.DueAt);
        Assert.Equal(Start.AddSeconds(35), CallMachine.NextLook(pending, nextReportBySec: 200, Clock, Start.AddSeconds(30)));

        var confirmed = CallMachine.TransferConfirmed(pending, Clock, Start.AddSeconds(21)).Next;
        Assert.False(confirmed.TransferPending);
        Assert.True(confirmed.DueAt > Start.AddSeconds(25));
        Assert.Equal([CallEffect.Synchronise], CallMachine.Pending(confirmed).AsEnumerable());
        Assert.Same(confirmed, CallMachine.TransferConfirmed(confirmed, Clock, Start.AddSeconds(22)).Next);
    }

    [Fact]
    public void A_proposal_that_nobody_has_decided_is_withdrawn_as_the_two_talk_for_themselves_now()
    {
        var proposal = new ApprovalProposal("concession", 500, "asks for a discount", 60);
        var asked = Report(Answered(), new CarrierEvent("c", CarrierEventKind.ApprovalRequested, 12, Approval: proposal), 12).Next;
        var transferred = CallMachine.Transfer(asked, Maria, Clock, Start.AddSeconds(20));

        Assert.Equal([CallEffect.Transfer, CallEffect.WithdrawApproval], transferred.Effects.AsEnumerable());
        Assert.DoesNotContain(CallEffect.OpenApproval, CallMachine.Pending(transferred.Next));

        var decided = CallMachine.Decide(asked, asked.Approval!.Id, ApprovalStatus.Approved, Clock, Start.AddSeconds(15)).Next;
        Assert.Equal([CallEffect.Transfer], CallMachine.Transfer(decided, Maria, Clock, Start.AddSeconds(20)).Effects.AsEnumerable());
    }

    [Fact]
    public void An_end_that_was_foreseen_without_the_transfer_counts_only_if_it_came_first()
    {
        var transferred = CallMachine.Transfer(Answered(), Maria, Clock, Start.AddSeconds(20)).Next;

        Assert.Same(transferred, Report(transferred, Ended(90) with { KnowsTransfer = false }, 90).Next);
        Assert.Equal(17, Report(transferred, Ended(19.9) with { KnowsTransfer = false }, 21).Next.View.DurationSec);
        Assert.Equal(87, Report(transferred, Ended(90), 90).Next.View.DurationSec);
    }

    [Fact]
    public void The_maximum_and_the_watchdog_hold()
    {
        var transferred = CallMachine.Transfer(Answered(), Maria, Clock, Start.AddSeconds(290)).Next;

        Assert.Equal([CallEffect.HangUp], CallMachine.Deadline(transferred, Clock, Start.AddSeconds(304)).Effects.AsEnumerable());
        var forgotten = CallMachine.Forgotten(transferred, Start, Clock, Start.AddSeconds(3 + 300 + 61)).Next;
        Assert.Equal((CallStatus.Failed, false), (forgotten.View.Status, forgotten.TransferPending));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Whatever_else_happens_a_call_is_handed_over_once_at_most_and_while_it_is_answered(int seed)
    {
        var outcomes = new HashSet<(CallStatus, bool)>();
        for (var run = 0; run < 500; run++)
        {
            var random = new Random((seed * 1000) + run);
            var (call, now, transfers) = (Accepted(), Start, 0);
            for (var step = 0; step < 90; step++)
            {
                now = now.AddSeconds(random.Next(0, 15));
                var decision = RandomCommand(random, call, now);
                var told = decision.Events.Count(e => e.Type == EventTypes.CallTransferred);
                transfers += told;
                Assert.True(told == 0 || call.View.Status == CallStatus.InProgress);
                Assert.Equal(told == 1 && decision.Next.View.TransferredTo!.Agent is not null, decision.ClaimsPerson);
                Assert.Equal(told == 1, decision.Effects.Contains(CallEffect.Transfer) && call.View.TransferredTo is null);
                if (call.View.TransferredTo is { } target) Assert.Equal(target, decision.Next.View.TransferredTo);
                Assert.True(!decision.Next.TransferPending || decision.Next is { View.Status: CallStatus.InProgress, View.TransferredTo: not null });
                call = decision.Next;
            }

            Assert.Equal(call.View.TransferredTo is null ? 0 : 1, transfers);
            outcomes.Add((call.View.Status, transfers == 1));
        }

        Assert.Contains((CallStatus.Completed, true), outcomes);
        Assert.Contains((CallStatus.Failed, true), outcomes);
        Assert.Contains((CallStatus.Completed, false), outcomes);
    }

    private static CallDecision RandomCommand(Random random, CallState call, DateTimeOffset now)
    {
        var elapsedSec = (now - Start).TotalSeconds;
        return random.Next(12) switch
        {
            0 or 1 => CallMachine.BeginDialling(call, Clock, now),
            2 or 3 when call.View.StartedAt is not null => CallMachine.Report(
                call, new CarrierEvent("c", CarrierEventKind.Answered, Math.Min(5, elapsedSec), AnsweredBy: AnsweredBy.Human), Guid.NewGuid(), Clock, now),
            4 when call.View.StartedAt is not null && random.Next(4) == 0 => CallMachine.Report(
                call, Ended(random.Next(10, 400)) with { KnowsTransfer = random.Next(2) == 0 }, Guid.NewGuid(), Clock, now),
            5 => random.Next(8) == 0 ? CallMachine.HangUp(call, Clock, now) : CallDecision.None(call),
            6 => CallMachine.Deadline(call, Clock, now),
            7 => CallMachine.Forgotten(call, Start, Clock, now),
            8 => CallMachine.TransferConfirmed(call, Clock, now),
            9 or 10 => CallMachine.Transfer(call, random.Next(3) == 0 ? Maria with { Agent = null, Queue = null } : Maria with { Agent = $"A{random.Next(9)}" }, Clock, now),
            _ => CallMachine.Settled(call),
        };
    }

    private static CallState Accepted() => CallMachine.Accept(
        new CallView(
            "c", "t", CallStatus.Queued, "a", "+12025550100", null, "en-US", 300, null, null, null, 1, "simulator", "sim_c", Start,
            null, null, null, 0, 0, null, null, null, null, null, null, false),
        ratePerMinuteMinor: 600).Next;

    private static CallState Dialling() => CallMachine.BeginDialling(Accepted(), Clock, Start).Next;

    private static CallState Answered() => Report(Dialling(), new CarrierEvent("c", CarrierEventKind.Answered, 3, AnsweredBy: AnsweredBy.Human), 3).Next;

    private static CarrierEvent Ended(double atSec) => new(
        "c", CarrierEventKind.Ended, atSec, Ending: new CallEnding(EndCause.HangUp, 3, AnsweredBy.Human, Conversation.Empty, null, true));

    private static CallDecision Report(CallState call, CarrierEvent report, double nowSec) =>
        CallMachine.Report(call, report, Guid.NewGuid(), Clock, Start.AddSeconds(nowSec));
}
