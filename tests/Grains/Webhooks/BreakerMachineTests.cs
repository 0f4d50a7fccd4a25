using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class BreakerMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly BreakerOptions Limits = new()
    {
        WindowSeconds = 60, AttemptsMin = 10, FailureShare = 0.5, OpenSeconds = 30, OpenSecondsMax = 300, Probes = 3, TripsMax = 6,
    };

    private readonly BreakerMachine _machine = new(new WebhookOptions { Breaker = Limits });

    [Fact]
    public void Few_failures_or_a_small_share_do_not_open_it()
    {
        var state = Record(BreakerState.Initial, Start, failures: 9);
        Assert.Equal(BreakerPhase.Closed, state.Phase);

        state = Record(BreakerState.Initial, Start, successes: 51);
        state = Record(state, Start, failures: 49);
        Assert.Equal(BreakerPhase.Closed, state.Phase);
    }

    [Fact]
    public void A_share_of_failures_within_the_window_opens_it()
    {
        var state = Record(Record(BreakerState.Initial, Start, successes: 5), Start, failures: 5);

        Assert.Equal(BreakerPhase.Open, state.Phase);
        Assert.Equal(Start.AddSeconds(30), state.OpenUntil);
        Assert.False(_machine.Acquire(state, Start.AddSeconds(29)).Granted);
        Assert.True(_machine.Acquire(state, Start.AddSeconds(30)).Granted);
    }

    [Fact]
    public void Failures_of_an_earlier_window_are_forgotten()
    {
        var state = Record(BreakerState.Initial, Start, failures: 9);

        state = Record(state, Start.AddSeconds(60), failures: 9);

        Assert.Equal(BreakerPhase.Closed, state.Phase);
    }

    [Fact]
    public void It_closes_when_all_probes_succeed_and_forgets_its_trips()
    {
        var state = Trip(BreakerState.Initial, Start);
        var later = Start.AddSeconds(30);
        for (int i = 0; i < 3; i++)
            state = Acquired(state, later);
        Assert.False(_machine.Acquire(state, later).Granted, "No more probes than configured are under way.");

        state = Record(state, later, successes: 3);

        Assert.Equal(BreakerPhase.Closed, state.Phase);
        Assert.Equal(0, state.Trips);
    }

    [Fact]
    public void A_failed_probe_opens_it_for_twice_as_long_up_to_the_limit_and_in_the_end_for_good()
    {
        var state = Trip(BreakerState.Initial, Start);
        var now = Start;
        foreach (int seconds in new[] { 30, 60, 120, 240, 300 })
        {
            Assert.Equal(BreakerPhase.Open, state.Phase);
            Assert.Equal(now.AddSeconds(seconds), state.OpenUntil);
            now = state.OpenUntil!.Value;
            state = _machine.Record(Acquired(state, now), success: false, now);
        }

        Assert.Equal(BreakerPhase.Disabled, state.Phase);
        Assert.False(_machine.Acquire(state, now.AddYears(1)).Granted);
    }

    [Fact]
    public void An_abandoned_probe_gives_its_place_back()
    {
        var state = Trip(BreakerState.Initial, Start);
        for (int i = 0; i < 3; i++)
            state = Acquired(state, Start.AddSeconds(30));

        state = BreakerMachine.Abandon(state);

        Assert.True(_machine.Acquire(state, Start.AddSeconds(30)).Granted);
    }

    /// <summary>Random receivers, clocks and orders of answers; what must hold does so after every step.</summary>
    [Fact]
    public void Its_rules_hold_whatever_happens()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var state = BreakerState.Initial;
            var now = Start;
            int underWay = 0;
            bool isDisabled = false;
            for (int step = 0; step < 300; step++)
            {
                now = now.AddSeconds(random.Next(10) == 0 ? random.Next(400) : random.NextDouble());
                var before = state;
                if (underWay == 0 || random.Next(2) == 0)
                {
                    (bool granted, state) = _machine.Acquire(state, now);
                    underWay += granted ? 1 : 0;
                    CheckAcquire(before, state, granted, now, seed);
                }
                else
                {
                    underWay--;
                    int answer = random.Next(20);
                    state = answer == 0 ? BreakerMachine.Abandon(state) : _machine.Record(state, success: answer > random.Next(20), now);
                    CheckRecord(before, state, now, seed);
                }

                isDisabled |= before.Phase == BreakerPhase.Disabled;
                Assert.True(!isDisabled || state.Phase == BreakerPhase.Disabled, $"seed {seed}: disabled is for good");
                Assert.True(state.OpenUntil is not null == (state.Phase == BreakerPhase.Open), $"seed {seed}: only an open one has an end");
                Assert.True(state.Probing >= 0 && state.Probing + state.Successes <= Limits.Probes || state.Phase == BreakerPhase.Closed, $"seed {seed}: probes");
                Assert.True(state.Trips <= Limits.TripsMax && (state.Trips < Limits.TripsMax || state.Phase == BreakerPhase.Disabled), $"seed {seed}: trips");
            }
        }
    }

    private static void CheckAcquire(BreakerState before, BreakerState after, bool granted, DateTimeOffset now, int seed)
    {
        bool expected = before.Phase switch
        {
            BreakerPhase.Closed => true,
            BreakerPhase.Open => now >= before.OpenUntil,
            BreakerPhase.HalfOpen => before.Probing + before.Successes < Limits.Probes,
            _ => false,
        };
        Assert.True(expected == granted, $"seed {seed}: granted in {before}");
        Assert.True(granted || before == after, $"seed {seed}: a refusal changes nothing");
    }

    private static void CheckRecord(BreakerState before, BreakerState after, DateTimeOffset now, int seed)
    {
        if (after.Phase == BreakerPhase.Open && before.Phase != BreakerPhase.Open)
        {
            var pause = after.OpenUntil!.Value - now;
            Assert.True(pause.TotalSeconds >= Limits.OpenSeconds && pause.TotalSeconds <= Limits.OpenSecondsMax, $"seed {seed}: paused {pause}");
            Assert.True(after.Trips == before.Trips + 1, $"seed {seed}: a trip counts");
        }
        else if (before.Phase == BreakerPhase.Open)
        {
            Assert.True(before == after, $"seed {seed}: late answers change nothing");
        }
    }

    private BreakerState Trip(BreakerState state, DateTimeOffset now) => Record(state, now, failures: 10);

    private BreakerState Acquired(BreakerState state, DateTimeOffset now)
    {
        var (granted, next) = _machine.Acquire(state, now);
        Assert.True(granted);
        return next;
    }

    private BreakerState Record(BreakerState state, DateTimeOffset now, int successes = 0, int failures = 0)
    {
        for (int i = 0; i < successes; i++)
            state = _machine.Record(state, success: true, now);
        for (int i = 0; i < failures; i++)
            state = _machine.Record(state, success: false, now);
        return state;
    }
}
