using Switchboard.Approvals;

namespace Switchboard.Tests.Grains.Approvals;

public sealed class ApprovalMachineTests
{
    private static readonly DateTimeOffset Opened = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, ApprovalStatus.Approved)]
    [InlineData(false, ApprovalStatus.Denied)]
    public void The_first_decision_counts_and_the_call_is_told(bool approve, ApprovalStatus status)
    {
        var first = ApprovalMachine.Decide(New(), Decision(approve, "ann", "fine by me"), At(10));
        var second = ApprovalMachine.Decide(first.Next, Decision(!approve, "bob"), At(11));

        Assert.True(first.TellCall);
        Assert.Equal((status, "ann", "fine by me", At(10)), (first.Next.View.Status, first.Next.View.DecidedBy, first.Next.View.Note, first.Next.View.DecidedAt!.Value));
        Assert.Same(first.Next, second.Next);
        Assert.False(second.TellCall);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3600)]
    public void A_decision_that_comes_too_late_finds_it_expired_at_its_time(int sec)
    {
        var decision = ApprovalMachine.Decide(New(), Decision(true), At(sec));

        Assert.Equal((ApprovalStatus.Expired, At(60), null), (decision.Next.View.Status, decision.Next.View.DecidedAt!.Value, decision.Next.View.DecidedBy));
        Assert.True(decision.TellCall);
    }

    [Fact]
    public void The_deadline_expires_it_and_not_before()
    {
        Assert.Equal(New(), ApprovalMachine.Deadline(New(), At(59.9)).Next);
        Assert.Equal(ApprovalStatus.Expired, ApprovalMachine.Deadline(New(), At(60)).Next.View.Status);
        Assert.Equal(At(60), ApprovalMachine.NextLook(New(), At(1)));
    }

    [Fact]
    public void The_call_is_told_until_it_confirms()
    {
        var decided = ApprovalMachine.Decide(New(), Decision(true), At(10)).Next;

        Assert.False(ApprovalMachine.Deadline(decided, At(11)).TellCall);
        Assert.True(ApprovalMachine.Deadline(decided, At(20)).TellCall);
        Assert.True(ApprovalMachine.NextLook(decided, At(20)) > At(20));
        var told = ApprovalMachine.CallTold(decided).Next;
        Assert.False(ApprovalMachine.Deadline(told, At(1000)).TellCall);
        Assert.Null(ApprovalMachine.NextLook(told, At(1000)));
        Assert.Equal(decided.View, told.View);
    }

    [Fact]
    public void A_call_that_ended_expires_it_and_need_not_be_told()
    {
        var withdrawn = ApprovalMachine.Withdraw(New(), At(5));
        var decidedBefore = ApprovalMachine.Withdraw(ApprovalMachine.Decide(New(), Decision(true), At(4)).Next, At(5));

        Assert.Equal((ApprovalStatus.Expired, At(5), false), (withdrawn.Next.View.Status, withdrawn.Next.View.DecidedAt!.Value, withdrawn.TellCall));
        Assert.Equal((ApprovalStatus.Approved, false), (decidedBefore.Next.View.Status, decidedBefore.TellCall));
        Assert.Null(withdrawn.Next.DueAt);
        Assert.Null(decidedBefore.Next.DueAt);
    }

    /// <summary>
    /// Any order of commands, with the call's confirmation lost at times: what is over never changes, a call is told exactly
    /// of what is over, and it is told until it has confirmed.
    /// </summary>
    [Fact]
    public void Whatever_happens_one_end_stands_and_the_call_hears_of_it()
    {
        for (var seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            var (state, sec) = (New(), 0.0);
            ApprovalView? over = null;
            var (heard, withdrawn) = (new List<ApprovalStatus>(), false);
            for (var step = 0; step < 12; step++)
            {
                sec += random.NextDouble() * 20;
                Apply(random.Next(5) switch
                {
                    0 => ApprovalMachine.Decide(state, Decision(true, $"user {step}"), At(sec)),
                    1 => ApprovalMachine.Decide(state, Decision(false, $"user {step}"), At(sec)),
                    2 when random.Next(4) == 0 => Withdraw(),
                    _ => ApprovalMachine.Deadline(state, At(sec)),
                });
            }

            // The scheduler goes on asking as long as the approval wants it to.
            while (ApprovalMachine.NextLook(state, At(sec)) is { } next)
            {
                sec = Math.Max(sec, (next - Opened).TotalSeconds);
                Apply(ApprovalMachine.Deadline(state, At(sec)));
            }

            Assert.NotEqual(ApprovalStatus.Pending, state.View.Status);
            Assert.False(state.CallToTell);
            Assert.True(withdrawn || heard.Count > 0, $"seed {seed}: the call never heard");
            Assert.All(heard, status => Assert.Equal(state.View.Status, status));

            ApprovalDecision Withdraw()
            {
                withdrawn = true;
                return ApprovalMachine.Withdraw(state, At(sec));
            }

            void Apply(ApprovalDecision decision)
            {
                state = decision.Next;
                Assert.Equal(over ?? state.View, state.View);
                if (state.View.Status != ApprovalStatus.Pending)
                    over = state.View;
                if (!decision.TellCall)
                    return;
                heard.Add(state.View.Status);
                if (random.Next(3) > 0)
                    state = ApprovalMachine.CallTold(state).Next;
            }
        }
    }

    [Fact]
    public void What_the_threshold_approves_is_over_when_it_begins()
    {
        var state = ApprovalMachine.OpenApproved("approval", Command(), Opened);

        Assert.Equal(
            (ApprovalStatus.Approved, Opened, "policy", false), (state.View.Status, state.View.DecidedAt!.Value, state.View.DecidedBy, state.CallToTell));
        Assert.Null(ApprovalMachine.NextLook(state, Opened));
        Assert.Same(state, ApprovalMachine.Decide(state, Decision(false), At(1)).Next);
    }

    [Fact]
    public void People_are_told_until_the_receiver_has_taken_it_in()
    {
        var opened = ApprovalMachine.Open("approval", Command(), Opened, isAnnounced: true);
        Assert.True(opened.Notify);

        var failed = ApprovalMachine.NoticeEnded(opened.Next, ApprovalStatus.Pending, new NoticeResult(IsTold: false), At(1));
        Assert.Equal(new PendingNotice(1, At(2)), failed.Next.Notice);
        Assert.False(ApprovalMachine.Deadline(failed.Next, At(1.9)).Notify);
        Assert.True(ApprovalMachine.Deadline(failed.Next, At(2)).Notify);
        Assert.True(ApprovalMachine.NextLook(failed.Next, At(2)) > At(2));

        var again = ApprovalMachine.NoticeEnded(failed.Next, ApprovalStatus.Pending, new NoticeResult(false, TimeSpan.FromSeconds(30)), At(2));
        Assert.Equal(new PendingNotice(2, At(32)), again.Next.Notice);
        var told = ApprovalMachine.NoticeEnded(again.Next, ApprovalStatus.Pending, new NoticeResult(IsTold: true), At(32)).Next;
        Assert.Null(told.Notice);
        Assert.Equal(At(60), told.DueAt);
    }

    [Fact]
    public void What_became_of_it_is_told_too_and_instead_of_what_is_no_longer_true()
    {
        var opened = ApprovalMachine.Open("approval", Command(), Opened, isAnnounced: true).Next;
        var decided = ApprovalMachine.Decide(opened, Decision(true) with { ReplyTo = "sealed" }, At(1));
        Assert.True(decided.Notify);
        Assert.Equal("sealed", decided.Next.ReplyTo);

        // The attempt that was under way told of a proposal that is over now.
        var late = ApprovalMachine.NoticeEnded(decided.Next, ApprovalStatus.Pending, new NoticeResult(IsTold: true), At(2));
        Assert.True(late.Notify);
        Assert.Same(decided.Next, late.Next);

        var told = ApprovalMachine.NoticeEnded(decided.Next, ApprovalStatus.Approved, new NoticeResult(IsTold: true), At(3)).Next;
        Assert.Equal((null, null, true), (told.Notice, told.ReplyTo, told.CallToTell));
        Assert.True(ApprovalMachine.Withdraw(opened, At(5)).Notify);
        Assert.False(ApprovalMachine.Decide(New(), Decision(true), At(1)).Notify);
    }

    [Fact]
    public void A_receiver_that_never_answers_is_given_up()
    {
        var state = ApprovalMachine.Withdraw(ApprovalMachine.Open("approval", Command(), Opened, isAnnounced: true).Next, At(5)).Next;
        var attempts = 0;
        for (var sec = 5.0; state.Notice is { } notice; sec = (notice.DueAt - Opened).TotalSeconds)
        {
            state = ApprovalMachine.NoticeEnded(state, ApprovalStatus.Expired, new NoticeResult(false, TimeSpan.FromDays(1)), At(sec)).Next;
            attempts++;
        }

        Assert.Equal(ApprovalMachine.AttemptsMax, attempts);
        Assert.Null(state.DueAt);
    }

    internal static OpenApproval Command(string tenantId = "tenant", string? campaignId = null, string? runId = null) => new(
        tenantId, "call", campaignId, runId, "+12025550107", "concession", 2500, "USD", "They would accept today.", """{"transcript":[]}""", Opened.AddSeconds(60));

    private static ApprovalState New() => ApprovalMachine.Open("approval", Command(), Opened, isAnnounced: false).Next;

    private static DecideApproval Decision(bool approve, string by = "ann", string? note = null) => new("tenant", approve, by, note);

    private static DateTimeOffset At(double sec) => Opened.AddSeconds(sec);
}
