using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Compliance;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>The life of a run under random, repeated and reordered commands, checked against a book of what every call came to.</summary>
public sealed class RunMachineTests
{
    private static readonly CarrierClock Clock = new(1);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_happens_every_target_ends_once_and_the_counters_are_what_the_calls_say(int seed)
    {
        var model = new RunModel(seed, targets: 30);
        for (var step = 0; step < 3000 && model.Run.View.Status != RunStatus.Completed; step++)
        {
            model.DoSomething();
            model.Check();
        }

        model.Finish();
        model.Check();
        model.CheckCompleted();
    }

    [Fact]
    public void A_test_campaign_never_touches_another_carrier()
    {
        var campaign = RunModel.Ready() with { IsTest = true };
        Assert.True(RunMachine.MayStart(campaign, "simulator"));
        Assert.False(RunMachine.MayStart(campaign, "sip"));
        Assert.True(RunMachine.MayStart(campaign with { IsTest = false }, "sip"));
    }

    [Theory]
    [InlineData(CampaignStatus.Draft, true)]
    [InlineData(CampaignStatus.Paused, true)]
    [InlineData(CampaignStatus.Completed, true)]
    [InlineData(CampaignStatus.Live, false)]
    [InlineData(CampaignStatus.Retired, false)]
    public void A_run_begins_from_every_state_but_live_and_retired(CampaignStatus status, bool may)
    {
        Assert.Equal(may, RunMachine.MayStart(RunModel.Ready() with { Status = status }, "simulator"));
        Assert.False(RunMachine.MayStart(RunModel.Ready() with { Status = status, Consent = null }, "simulator"));
    }

    [Theory]
    [InlineData(CallStatus.Busy, "busy", 1, 300)]
    [InlineData(CallStatus.NoAnswer, "no_answer", 1, 3600)]
    [InlineData(CallStatus.Failed, "carrier_error", 2, 120)]
    [InlineData(CallStatus.Failed, "carrier_timeout", 2, 120)]
    [InlineData(CallStatus.Failed, "carrier_error", 3, null)]
    [InlineData(CallStatus.Failed, "invalid_number", 1, null)]
    [InlineData(CallStatus.Canceled, "canceled", 1, null)]
    [InlineData(CallStatus.Completed, "completed", 1, null)]
    [InlineData(CallStatus.Completed, "carrier_error", 1, null)]
    public void Retries_follow_the_policy(CallStatus status, string reason, int attempt, int? seconds)
    {
        var (run, target, now) = (RunModel.Started(1), RunModel.Target("+14155550100", 0), RunModel.Start);
        TargetChange? last = null;
        for (var n = 1; n <= attempt; n++)
        {
            var claim = RunMachine.Take(run, target, new TargetVerdict.Call(null, null), now);
            Assert.Equal(n, claim.Claimed!.Attempt);
            var ended = n < attempt ? RunModel.Ended(claim.Claimed, CallStatus.Busy, "busy", now) : RunModel.Ended(claim.Claimed, status, reason, now);
            var decision = RunMachine.Ended(claim.Next, ended, RetryPolicy.Default, Clock, now);
            (run, last) = (decision.Next, decision.Target);
            target = target with { Status = last!.Status, Attempts = last.Attempts, RunNumber = 1, CallId = last.CallId };
        }

        Assert.Equal(seconds is { } delay ? now.AddSeconds(delay) : null, last!.RetryAt);
        Assert.Equal(seconds is null ? TargetStatus.Done : TargetStatus.Deferred, last.Status);
        Assert.Equal(status == CallStatus.Completed, last.Reached);
    }

    [Fact]
    public void A_withdrawn_call_costs_no_attempt_and_its_note_is_taken_back()
    {
        var before = new CampaignCall("other", RunModel.Start.AddDays(-30));
        var claim = RunMachine.Take(RunModel.Started(1), RunModel.Target("+14155550100", 0), new TargetVerdict.Call(before, null), RunModel.Start);
        Assert.Equal((before, RunModel.CampaignId), (claim.Note!.From, claim.Note.To.CampaignId));

        var withdrawn = RunModel.Ended(claim.Claimed!, CallStatus.Canceled, EndReasons.Withdrawn, RunModel.Start) with { StartedAt = null };
        var back = RunMachine.Ended(claim.Next, withdrawn, RetryPolicy.Default, Clock, RunModel.Start);
        Assert.Equal((TargetStatus.Deferred, 0, RunModel.Start), (back.Target!.Status, back.Target.Attempts, back.Target.RetryAt));
        Assert.Equal((claim.Note.To, before), (back.Note!.From, back.Note.To));
        Assert.Equal((0L, 0), (back.Next.View.Attempts, back.Next.View.InFlight));
    }

    [Fact]
    public void Only_failures_of_the_carrier_one_after_the_other_count()
    {
        var run = RunModel.Started(10);
        run = End(run, CallStatus.Failed, "carrier_error", 0);
        run = End(run, CallStatus.Failed, "carrier_timeout", 1);
        Assert.Equal(["carrier_error", "carrier_timeout"], run.FailuresInARow.Select(failure => failure.Reason));
        Assert.Empty(End(run, CallStatus.NoAnswer, "no_answer", 2).FailuresInARow);
        var paused = RunMachine.Pause(run, PauseReason.CircuitBreaker, RunJson.WriteEvidence(run.FailuresInARow));
        Assert.Contains("\"call_id\":", paused.Next.View.PauseEvidence, StringComparison.Ordinal);
        Assert.Empty(RunMachine.Resume(paused.Next, window: null).Next.FailuresInARow);

        static RunState End(RunState run, CallStatus status, string reason, int ordinal)
        {
            var claim = RunMachine.Take(run, RunModel.Target($"+1415555010{ordinal}", ordinal), new TargetVerdict.Call(null, null), RunModel.Start);
            return RunMachine.Ended(claim.Next, RunModel.Ended(claim.Claimed!, status, reason, RunModel.Start), RetryPolicy.Default, Clock, RunModel.Start).Next;
        }
    }

    [Fact]
    public void Other_hours_after_a_pause_make_those_due_whom_the_old_ones_put_off()
    {
        var weekdays = new CallingWindow([DayOfWeek.Monday, DayOfWeek.Tuesday], "09:00", "18:00", "Europe/Berlin");
        var run = RunMachine.Start("0199bbbb-0000-7000-8000-000000000001", RunModel.Ready() with { Window = weekdays }, 1, 1, RunModel.Start).Next;
        var target = RunModel.Target("+14155550100", 0);
        var putOff = RunMachine.Take(run, target, new TargetVerdict.Defer(RunModel.Start.AddHours(5), DecisionReasons.OutsideHours), RunModel.Start);
        target = target with { Status = putOff.Target!.Status, RunNumber = 1 };
        var paused = RunMachine.Pause(putOff.Next, PauseReason.Requested, evidence: null).Next;

        var same = RunMachine.Resume(paused, weekdays with { Days = [DayOfWeek.Tuesday, DayOfWeek.Monday] }).Next;
        Assert.False(same.ReopensDeferred);
        Assert.Null(RunMachine.Reopen(same, target, RunModel.Start).Target);

        Assert.True(RunMachine.Resume(paused, weekdays with { End = "20:00" }).Next.ReopensDeferred);
        var resumed = RunJson.ReadState(RunJson.Write(RunMachine.Resume(paused, window: null).Next));
        Assert.True(resumed.ReopensDeferred);
        var reopened = RunMachine.Reopen(resumed, target, RunModel.Start.AddMinutes(1));
        Assert.Equal((TargetStatus.Deferred, 0, RunModel.Start.AddMinutes(1)), (reopened.Target!.Status, reopened.Target.Attempts, reopened.Target.RetryAt));
        Assert.Null(reopened.Why);

        // Another pause on the way takes nothing back; the end of it does, once.
        var again = RunMachine.Resume(RunMachine.Pause(reopened.Next, PauseReason.Requested, evidence: null).Next, window: null).Next;
        Assert.True(again.ReopensDeferred);
        var done = RunMachine.Reopened(again).Next;
        Assert.False(done.ReopensDeferred);
        Assert.Same(done, RunMachine.Reopened(done).Next);
    }

    [Fact]
    public void Ids_rise_and_are_never_the_same()
    {
        var ids = Enumerable.Range(1, 5000).Select(n => RunIds.Of("a", n, RunModel.Start.AddMilliseconds(n / 100))).ToList();
        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.Equal(5000, ids.Concat(ids).Distinct().Count());
        Assert.All(ids, id => Assert.Equal(7, Guid.Parse(id).Version));
        Assert.Empty(ids.Intersect(Enumerable.Range(1, 5000).Select(n => RunIds.Of("b", n, RunModel.Start.AddMilliseconds(n / 100)))));
    }

    [Fact]
    public void The_state_is_stored_without_its_calls_under_way()
    {
        var claim = RunMachine.Take(RunModel.Started(1), RunModel.Target("+14155550100", 0), new TargetVerdict.Call(null, null), RunModel.Start);
        var json = RunJson.Write(claim.Next);
        Assert.DoesNotContain("+14155550100", json, StringComparison.Ordinal);
        Assert.Equal(claim.Next.View, RunJson.ReadState(json).View);
        Assert.Equal((1L, 2L), (RunJson.ReadState(json).Cursor, RunJson.ReadState(json).IdsDrawn));
    }
}
