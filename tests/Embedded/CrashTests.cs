using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Switchboard.Embedded.Simulation;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

public sealed class CrashTests
{
    [Fact]
    public void A_crash_ends_everything_at_once_and_a_new_host_goes_on_from_the_store()
    {
        using var world = new World();
        var (key, other) = (World.NewKey(), World.NewKey());
        world.Run(async host =>
        {
            await host.Client.GetGrain<ILifeGrain>(key).Increment();
            await host.Client.GetGrain<ITimeGrain>(other).StartTimer(TimeSpan.FromSeconds(1), interleave: false);
            var leaving = host.Client.GetGrain<ILifeGrain>(key).Leave();
            await world.Simulation.WhenIdle();

            host.Crash();
            Gate.Open($"{key}/leave");
            await Assert.ThrowsAsync<SiloUnavailableException>(() => leaving);
            await world.Simulation.Delay(TimeSpan.FromMinutes(1));
            Assert.Equal(["activated 1 with 0", "leaving"], Journal.Of(key));
            Assert.Empty(Journal.Of(other));

            var next = await world.StartHost();
            Assert.Equal(2, await next.Client.GetGrain<ILifeGrain>(key).Increment());
        });
    }

    [Fact]
    public void A_crash_after_any_turn_leaves_a_write_done_or_not_done_and_never_done_later()
    {
        var (done, undone) = (0, 0);
        for (var turn = 1; turn <= 8; turn++)
        {
            using var world = new World(seed: turn);
            var key = World.NewKey();
            world.Run(async host =>
            {
                var grain = host.Client.GetGrain<ILifeGrain>(key);
                var incrementing = grain.Increment();
                var left = turn;
                world.Simulation.AfterStep = () =>
                {
                    if (world.Simulation.Current == $"grain life/{key}" && --left == 0)
                        host.Crash();
                };
                var answered = await Task.WhenAny(incrementing, world.Simulation.Delay(TimeSpan.FromMinutes(1))) == incrementing && incrementing.IsCompletedSuccessfully;
                world.Simulation.AfterStep = null;
                host.Crash();
                var version = world.Storage.VersionOf(key);
                Assert.True(version == 1 || !answered, "an answer without a write");

                Gate.Open($"{key}/leave");
                await world.Simulation.Delay(TimeSpan.FromMinutes(1));
                Assert.Equal(version, world.Storage.VersionOf(key));
                var next = await world.StartHost();
                Assert.Equal(version, await next.Client.GetGrain<ILifeGrain>(key).Get());
                (done, undone) = version == 1 ? (done + 1, undone) : (done, undone + 1);
            });
        }

        Assert.True(done > 0 && undone > 0, $"{done} done, {undone} not: the crashes did not strike on both sides of the write");
    }

    [Fact]
    public void A_request_on_its_way_to_a_new_activation_fails_when_the_host_crashes()
    {
        using var world = new World();
        world.Run(async host =>
        {
            var request = host.Client.GetGrain<ITurnGrain>(World.NewKey()).Note("never");
            host.Crash();
            await Assert.ThrowsAsync<SiloUnavailableException>(() => request);
        });
    }

    [Fact]
    public void Work_in_a_killed_process_fails_for_those_who_wait_outside()
    {
        using var world = new World();
        world.Run(async host =>
        {
            var process = world.Simulation.CreateProcess("other");
            var went = false;
            var work = process.Run(async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), process.TimeProvider);
                went = true;
            });
            process.Kill();
            await Assert.ThrowsAsync<ProcessKilledException>(() => work);
            await Assert.ThrowsAsync<ProcessKilledException>(() => process.Run(() => Task.CompletedTask));
            await world.Simulation.Delay(TimeSpan.FromMinutes(1));
            Assert.False(went);
        });
    }

    [Fact]
    public void Reminders_survive_a_crash_and_leave_out_the_ticks_they_missed()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            var grain = host.Client.GetGrain<ITimeGrain>(key);
            await Assert.ThrowsAsync<ArgumentException>(() => grain.Remind("too often", TimeSpan.Zero, TimeSpan.FromSeconds(59)));
            await grain.Remind("wake", TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
            await grain.Remind("drop", TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
            await world.Simulation.Delay(TimeSpan.FromSeconds(100));
            Assert.True(await grain.Forget("drop"));
            Assert.Equal(2, Journal.Of(key).Count(e => e.StartsWith("wake", StringComparison.Ordinal)));

            host.Crash();
            await world.Simulation.Delay(TimeSpan.FromMinutes(10));
            await world.StartHost();
            await world.Simulation.Delay(TimeSpan.FromMinutes(2));
            Assert.Equal(
                ["wake at 0", "wake at 60", "wake at 720", "wake at 780"],
                Journal.Of(key).Where(e => e.StartsWith("wake", StringComparison.Ordinal)));
            Assert.Equal(2, Journal.Of(key).Count(e => e.StartsWith("drop", StringComparison.Ordinal)));
        });
    }
}
