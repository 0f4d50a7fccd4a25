namespace Switchboard.Tests.Rules;

/// <content>Timers and reminders.</content>
public abstract partial class HostRules
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>The shortest period of reminders in this host.</summary>
    protected virtual TimeSpan ReminderPeriod => TimeSpan.FromSeconds(1);

    [Fact]
    public Task A_timer_ticks_again_and_again() => InHost(async host =>
    {
        var key = host.NewKey();
        await host.Grains.GetGrain<ITimeGrain>(key).StartTimer(Tick, interleave: false);
        await host.Entry(key, "tick 3");
        Assert.Equal(["tick 1", "tick 2", "tick 3"], Journal.Of(key).Take(3));
    });

    [Fact]
    public Task A_timer_does_not_tick_while_a_request_runs() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITimeGrain>(key);
        await grain.StartTimer(Tick, interleave: false);
        var holding = grain.Hold();
        await host.Entry(key, "hold in");
        var before = Journal.Of(key);
        // Another grain's timer of the same period ticks several times meanwhile.
        await host.Grains.GetGrain<ITimeGrain>($"{key}-clock").StartTimer(Tick, interleave: false);
        await host.Entry($"{key}-clock", "tick 5");
        Assert.Equal(before, Journal.Of(key));

        Gate.Open($"{key}/hold");
        await holding;
        await host.Entry(key, "tick 1");
    });

    [Fact]
    public Task An_interleaving_timer_ticks_while_a_request_runs() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITimeGrain>(key);
        await grain.StartTimer(Tick, interleave: true);
        await grain.WaitForTicks(3);
    });

    [Fact]
    public Task The_next_tick_is_counted_from_the_end_of_the_last_one() => InHost(async host =>
    {
        var key = host.NewKey();
        await host.Grains.GetGrain<ITimeGrain>(key).StartHoldingTimer(Tick);
        await host.Entry(key, "tick 1");
        await host.Grains.GetGrain<ITimeGrain>($"{key}-clock").StartTimer(Tick, interleave: false);
        await host.Entry($"{key}-clock", "tick 5");
        Assert.Equal(["tick 1"], Journal.Of(key));

        Gate.Open($"{key}/tick");
        await host.Entry(key, "tick 2");
        Assert.Equal(["tick 1", "tick ended", "tick 2"], Journal.Of(key).Take(3));
    });

    [Fact]
    public Task A_timer_can_be_changed_and_stopped() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITimeGrain>(key);
        await grain.StartTimer(TimeSpan.FromHours(1), interleave: false);
        await grain.ChangeTimer(Tick);
        await host.Entry(key, "tick 2");
        await grain.ChangeTimer(Timeout.InfiniteTimeSpan);
        var before = Journal.Of(key);
        await host.Grains.GetGrain<ITimeGrain>($"{key}-clock").StartTimer(Tick, interleave: false);
        await host.Entry($"{key}-clock", "tick 5");
        Assert.Equal(before, Journal.Of(key));
    });

    [Fact]
    public Task A_timer_ends_with_its_activation() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITimeGrain>(key);
        await grain.StartTimer(Tick, interleave: true);
        await host.Entry(key, "tick 1");
        await grain.Leave();
        await host.Entry(key, "deactivated");
        await host.Grains.GetGrain<ITimeGrain>($"{key}-clock").StartTimer(Tick, interleave: false);
        await host.Entry($"{key}-clock", "tick 5");
        Assert.Equal("deactivated", Journal.Of(key)[^1]);
    });

    [Fact]
    public Task A_reminder_ticks_and_activates_its_grain_until_it_is_removed() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITimeGrain>(key);
        await grain.Remind("wake", Tick, ReminderPeriod);
        await host.Eventually(() => Ticks() > 0, () => "the first tick");
        await grain.Leave();
        await host.Entry(key, "deactivated");
        var before = Ticks();
        await host.Eventually(() => Ticks() > before, () => "a tick after the grain was deactivated");
        Assert.True(await grain.Forget("wake"));
        Assert.False(await grain.Forget("wake"));

        int Ticks() => Journal.Of(key).Count(e => e.StartsWith("wake", StringComparison.Ordinal));
    });
}
