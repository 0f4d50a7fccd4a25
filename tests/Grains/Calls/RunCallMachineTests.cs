using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Events;

namespace Switchboard.Tests.Grains.Calls;

/// <summary>What is different about a call that a campaign's run has placed.</summary>
public sealed class RunCallMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly CarrierClock Clock = new(1);

    [Fact]
    public void A_call_is_concluded_when_its_wallet_and_its_run_know_of_its_end()
    {
        var ended = End(Dialling());
        Assert.Equal((true, true, false), (ended.SettlementPending, ended.RunToTell, ended.IsConcluded));

        var settled = CallMachine.Settled(ended, runKnows: false).Next;
        Assert.Equal((false, true), (settled.SettlementPending, settled.RunToTell));
        Assert.NotNull(settled.DueAt);
        Assert.Equal([CallEffect.ReleaseLine, CallEffect.Settle], CallMachine.Pending(settled).AsEnumerable());
        Assert.Equal([CallEffect.Settle], CallMachine.Deadline(settled, Clock, Start.AddSeconds(30)).Effects.AsEnumerable());
        Assert.Same(settled, CallMachine.Settled(settled, runKnows: false).Next);

        var told = CallMachine.Settled(settled).Next;
        Assert.True(told.IsConcluded);
        Assert.Null(told.DueAt);
        Assert.Empty(CallMachine.Pending(told));
        Assert.Equal(told, CallMachine.Settled(ended).Next);
    }

    [Fact]
    public void A_call_of_no_run_has_nobody_to_tell()
    {
        var queued = Accepted(dialBefore: null);
        Assert.False(End(CallMachine.BeginDialling(queued with { View = queued.View with { RunId = null } }, Clock, Start).Next).RunToTell);
    }

    [Fact]
    public void Only_a_call_that_waits_for_a_line_can_be_withdrawn()
    {
        var withdrawn = CallMachine.Withdraw(Accepted(dialBefore: null), EndReasons.Withdrawn, Start);
        Assert.Equal((CallStatus.Canceled, "withdrawn", null), (withdrawn.Next.View.Status, withdrawn.Next.View.EndReason, withdrawn.Next.View.StartedAt));
        Assert.Equal([EventTypes.CallCanceled], withdrawn.Events.Select(e => e.Type));
        Assert.Equal([CallEffect.ReleaseLine, CallEffect.Settle], withdrawn.Effects.AsEnumerable());
        Assert.Same(withdrawn.Next, CallMachine.Withdraw(withdrawn.Next, EndReasons.Withdrawn, Start).Next);
        var dialling = Dialling();
        Assert.Same(dialling, CallMachine.Withdraw(dialling, EndReasons.Withdrawn, Start).Next);
    }

    [Fact]
    public void A_call_that_has_no_line_when_its_hours_end_is_not_dialled()
    {
        var call = Accepted(dialBefore: Start.AddSeconds(10));
        Assert.Equal(CallStatus.Dialing, CallMachine.BeginDialling(call, Clock, Start.AddSeconds(9)).Next.View.Status);
        Assert.Equal("withdrawn", CallMachine.BeginDialling(call, Clock, Start.AddSeconds(10)).Next.View.EndReason);
        Assert.Equal("withdrawn", CallMachine.Deadline(call, Clock, Start.AddSeconds(10)).Next.View.EndReason);
        Assert.Equal(Start.AddSeconds(10), CallMachine.NextLook(call, null, Clock, Start.AddSeconds(1)));
        Assert.Equal([CallEffect.RequestLine], CallMachine.Deadline(call, Clock, Start.AddSeconds(9)).Effects.AsEnumerable());
    }

    private static CallState Accepted(DateTimeOffset? dialBefore) => CallMachine.Accept(
        new CallView(
            "c", "t", CallStatus.Queued, "a", "+12025550100", null, "en-US", 300, null, null, "campaign", 1, "simulator", "sim_c", Start,
            null, null, null, 0, 0, null, null, null, null, null, null, false, "run"),
        ratePerMinuteMinor: 600, approvalThresholdMinor: 0, dialBefore).Next;

    private static CallState Dialling() => CallMachine.BeginDialling(Accepted(dialBefore: null), Clock, Start).Next;

    private static CallState End(CallState call) => CallMachine.Report(
        call, new CarrierEvent("c", CarrierEventKind.Ended, 20, Ending: new CallEnding(EndCause.Busy, null, null, null, null, false)), Guid.NewGuid(), Clock,
        Start.AddSeconds(20)).Next;
}
