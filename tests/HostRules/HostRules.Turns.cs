namespace Switchboard.Tests.Rules;

/// <content>Turns: what may run when.</content>
public abstract partial class HostRules
{
    [Fact]
    public Task A_request_waits_until_the_running_one_has_finished() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var first = grain.Hold("first");
        await host.Entry(key, "first in");
        var second = grain.Note("second");
        // A third grain has answered meanwhile, so the second request had every chance to run.
        await host.Grains.GetGrain<ITurnGrain>(host.NewKey()).Note("elsewhere");
        Assert.Equal(["first in"], Journal.Of(key));

        Gate.Open($"{key}/first");
        await Task.WhenAll(first, second);
        Assert.Equal(["first in", "first out", "second"], Journal.Of(key));
    });

    [Fact]
    public Task Requests_that_wait_for_a_running_one_run_in_the_order_they_came() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var first = grain.Hold("first");
        await host.Entry(key, "first in");
        var waiting = Enumerable.Range(0, 100).Select(i => grain.Note($"{i}")).ToList();
        Gate.Open($"{key}/first");
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["first in", "first out", .. Enumerable.Range(0, 100).Select(i => $"{i}")], Journal.Of(key));
    });

    [Fact]
    public Task Requests_to_a_grain_that_is_not_in_memory_all_run_once_in_whatever_order() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => grain.Note($"{i}")));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}").Order(), Journal.Of(key).Order());
    });

    [Fact]
    public Task Requests_of_a_reentrant_grain_interleave() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<IReentrantTurnGrain>(key);
        var first = grain.Hold("first");
        await host.Entry(key, "first in");
        await grain.Note("second");
        Gate.Open($"{key}/first");
        await first;
        Assert.Equal(["first in", "second", "first out"], Journal.Of(key));
    });

    [Fact]
    public Task Turns_of_one_activation_never_overlap_even_when_its_requests_interleave() => InHost(async host =>
    {
        var grain = host.Grains.GetGrain<IReentrantTurnGrain>(host.NewKey());
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.CountOverlaps(turns: 40)));
        Assert.All(overlaps, o => Assert.Equal(0, o));
    });

    [Fact]
    public Task What_follows_an_await_runs_on_the_same_activation() => InHost(async host =>
        Assert.True(await host.Grains.GetGrain<ITurnGrain>(host.NewKey()).StaysOnItsScheduler()));

    [Fact]
    public Task A_method_that_always_interleaves_runs_while_another_one_waits() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var first = grain.Hold("first");
        await host.Entry(key, "first in");
        await grain.NoteInterleaving("second");
        Gate.Open($"{key}/first");
        await first;
        Assert.Equal(["first in", "second", "first out"], Journal.Of(key));
    });

    [Fact]
    public Task A_request_runs_while_only_interleaving_ones_do() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var first = grain.HoldInterleaving("first");
        await host.Entry(key, "first in");
        await grain.Note("second");
        Gate.Open($"{key}/first");
        await first;
    });

    [Fact]
    public Task Read_only_methods_interleave_with_each_other_and_with_no_others() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var reading = grain.HoldReadOnly("reading");
        await host.Entry(key, "reading in");
        var writing = grain.Note("writing");
        await grain.NoteReadOnly("reading too");
        Assert.Equal(["reading in", "reading too"], Journal.Of(key));

        Gate.Open($"{key}/reading");
        await Task.WhenAll(reading, writing);
        Assert.Equal(["reading in", "reading too", "reading out", "writing"], Journal.Of(key));
    });

    [Fact]
    public Task A_read_only_method_waits_for_one_that_is_not() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var writing = grain.Hold("writing");
        await host.Entry(key, "writing in");
        var reading = grain.NoteReadOnly("reading");
        Gate.Open($"{key}/writing");
        await Task.WhenAll(writing, reading);
        Assert.Equal(["writing in", "writing out", "reading"], Journal.Of(key));
    });

    [Fact]
    public Task A_call_that_comes_back_to_its_own_grain_waits_for_ever_and_times_out() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallThrough(host.NewKey()));
    });

    [Fact]
    public Task A_caller_that_waits_too_long_gets_a_timeout_while_the_request_goes_on() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var before = host.Clock.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Hold("slow"));
        Assert.InRange(host.Clock.GetElapsedTime(before), ResponseTimeout * 0.9, ResponseTimeout * 3);

        Gate.Open($"{key}/slow");
        await host.Entry(key, "slow out");
    });

    [Fact]
    public Task A_request_that_waited_until_its_caller_gave_up_does_not_run() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        var slow = grain.Hold("slow");
        await host.Entry(key, "slow in");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Note("late"));
        await Assert.ThrowsAsync<TimeoutException>(() => slow);

        Gate.Open($"{key}/slow");
        await grain.Note("next");
        Assert.Equal(["slow in", "slow out", "next"], Journal.Of(key));
    });

    [Fact]
    public Task A_one_way_call_returns_at_once() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ITurnGrain>(key);
        await grain.HoldOneWay("told");
        Gate.Open($"{key}/told");
        await host.Entry(key, "told out");
    });

    [Fact]
    public Task A_method_may_return_a_value_task() => InHost(async host =>
        Assert.Equal(5, await host.Grains.GetGrain<ITurnGrain>(host.NewKey()).Add(2, 3)));
}
