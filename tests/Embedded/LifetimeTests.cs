using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Switchboard.Embedded;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

/// <summary>What only the embedded host promises, or what only virtual time can show.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void An_idle_grain_leaves_memory_and_a_used_one_stays()
    {
        using var world = new World();
        var (idle, used) = (World.NewKey(), World.NewKey());
        world.Run(async host =>
        {
            await host.Client.GetGrain<ILifeGrain>(idle).Get();
            for (var minute = 0; minute < 17; minute++)
            {
                await host.Client.GetGrain<ILifeGrain>(used).Get();
                await world.Simulation.Delay(TimeSpan.FromMinutes(1));
            }

            Assert.Equal(["activated 1 with 0", "deactivated 1 ActivationIdle"], Journal.Of(idle));
            Assert.Equal(["activated 1 with 0"], Journal.Of(used));
            Assert.Equal(1, host.Services.GetRequiredService<EmbeddedHost>().ActivationCount);
            await world.Simulation.Delay(TimeSpan.FromMinutes(17));
            Assert.Equal(0, host.Services.GetRequiredService<EmbeddedHost>().ActivationCount);
        });
    }

    [Fact]
    public void A_grain_that_waits_for_something_is_not_idle()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            await host.Client.GetGrain<ITurnGrain>(key).HoldOneWay("long");
            await world.Simulation.Delay(TimeSpan.FromHours(1));
            Assert.Equal(1, host.Services.GetRequiredService<EmbeddedHost>().ActivationCount);
            Gate.Open($"{key}/long");
            await world.Simulation.Delay(TimeSpan.FromHours(1));
            Assert.Equal(["long in", "long out"], Journal.Of(key));
            Assert.Equal(0, host.Services.GetRequiredService<EmbeddedHost>().ActivationCount);
        });
    }

    [Fact]
    public void A_timer_keeps_its_grain_in_memory_only_when_it_says_so()
    {
        using var world = new World();
        var (plain, keeping) = (World.NewKey(), World.NewKey());
        world.Run(async host =>
        {
            await host.Client.GetGrain<IKeeperGrain>(plain).StartTimer(keepAlive: false);
            await host.Client.GetGrain<IKeeperGrain>(keeping).StartTimer(keepAlive: true);
            await world.Simulation.Delay(TimeSpan.FromHours(1));
            Assert.Equal(["deactivated"], Journal.Of(plain));
            Assert.Empty(Journal.Of(keeping));
        });
    }

    [Fact]
    public void A_grain_can_delay_its_collection()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            await host.Client.GetGrain<IKeeperGrain>(key).Stay(TimeSpan.FromHours(1));
            await world.Simulation.Delay(TimeSpan.FromMinutes(59));
            Assert.Empty(Journal.Of(key));
            await world.Simulation.Delay(TimeSpan.FromMinutes(17));
            Assert.Equal(["deactivated"], Journal.Of(key));
        });
    }

    [Fact]
    public void Stopping_lets_running_and_waiting_requests_finish_and_deactivates_every_grain()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            var grain = host.Client.GetGrain<ITurnGrain>(key);
            var running = grain.Hold("running");
            await world.Simulation.WhenIdle();
            var waiting = grain.Note("waiting");
            await host.Client.GetGrain<ILifeGrain>(key).Get();
            var stopping = host.StopAsync();
            await world.Simulation.Delay(TimeSpan.FromSeconds(1));
            Assert.False(stopping.IsCompleted);

            Gate.Open($"{key}/running");
            await Task.WhenAll(running, waiting, stopping);
            Assert.Equal(["activated 1 with 0", "deactivated 1 ShuttingDown"], Journal.Of(key).Where(e => e.Contains("activated", StringComparison.Ordinal)));
            await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Note("too late"));
        });
    }

    [Fact]
    public void Stopping_does_not_wait_longer_than_it_may()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            await host.Client.GetGrain<ITurnGrain>(key).HoldOneWay("for ever");
            await world.Simulation.WhenIdle();
            var before = world.Simulation.Now;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15), world.Simulation.TimeProvider);
            await host.StopAsync(patience.Token);
            Assert.Equal(TimeSpan.FromSeconds(15), world.Simulation.Now - before);
        });
    }

    [Fact]
    public void Stopping_deactivates_idle_grains_even_when_others_never_finish()
    {
        using var world = new World();
        var (stuck, idle) = (World.NewKey(), World.NewKey());
        world.Run(async host =>
        {
            await host.Client.GetGrain<ITurnGrain>(stuck).HoldOneWay("for ever");
            await world.Simulation.WhenIdle();
            await host.Client.GetGrain<ILifeGrain>(idle).Get();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15), world.Simulation.TimeProvider);
            await host.StopAsync(patience.Token);
            Assert.Equal(["activated 1 with 0", "deactivated 1 ShuttingDown"], Journal.Of(idle));
        });
    }

    [Fact]
    public void A_timer_that_ticks_all_the_time_does_not_hold_up_stopping()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            await host.Client.GetGrain<ITimeGrain>(key).StartTimer(TimeSpan.Zero, interleave: false);
            var before = world.Simulation.Now;
            await host.StopAsync();
            Assert.Equal(before, world.Simulation.Now);
            Assert.Equal("deactivated", Journal.Of(key)[^1]);
        });
    }

    [Fact]
    public void A_grain_that_always_deactivates_does_not_keep_requests_in_circles()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            var grain = host.Client.GetGrain<IKeeperGrain>(key);
            var leaving = Enumerable.Range(0, 5).Select(_ => grain.Leave()).ToList();
            var results = await Task.WhenAll(leaving.Select(async task =>
            {
                try
                {
                    await task;
                    return "ran";
                }
                catch (OrleansMessageRejectionException)
                {
                    return "refused";
                }
            }));
            Assert.Equal(["ran", "ran", "ran", "refused", "refused"], results.Order());
        });
    }

    [Fact]
    public void Writes_that_wait_behind_another_one_become_one_write()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            await host.Client.GetGrain<IKeeperGrain>(key).WriteManyTimes(10);
            Assert.InRange(world.Storage.Writes, 1, 2);
        });
    }

    [Fact]
    public void An_item_that_can_never_be_delivered_is_lost_after_a_while_and_the_next_ones_come()
    {
        using var world = new World();
        var key = $"{World.NewKey()}-deaf";
        world.Run(async host =>
        {
            var stream = host.Client.GetStreamProvider(RuleStreams.Provider).GetStream<object>(StreamId.Create(RuleStreams.Namespace, key));
            // The grain takes texts only.
            await stream.OnNextAsync(42);
            await stream.OnNextAsync("good");
            await world.Simulation.Delay(TimeSpan.FromSeconds(30));
            Assert.Empty(Journal.Of(key));
            await world.Simulation.Delay(TimeSpan.FromMinutes(1));
            Assert.Equal(["lost", "good"], Journal.Of(key));
        });
    }

    [Fact]
    public void A_client_can_subscribe_to_a_stream_from_now_on_until_it_unsubscribes()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            var stream = host.Client.GetStreamProvider(RuleStreams.Provider).GetStream<string>(StreamId.Create("clients", key));
            await stream.OnNextAsync("before");
            var handle = await stream.SubscribeAsync(new JournalObserver(key));
            await stream.OnNextAsync("a");
            await stream.OnNextAsync("b");
            await world.Simulation.WhenIdle();
            await handle.UnsubscribeAsync();
            await stream.OnNextAsync("after");
            await world.Simulation.WhenIdle();
            Assert.Equal(["a", "b"], Journal.Of(key));
        });
    }

    [Fact]
    public void A_grain_of_a_class_that_is_gone_is_an_error_for_its_caller()
    {
        using var world = new World();
        world.Run(async host =>
        {
            var grain = host.Client.GetGrain<ITurnGrain>(GrainId.Create("gone", "x"));
            await Assert.ThrowsAsync<ArgumentException>(() => grain.Note("anybody?"));
        });
    }

    [Fact]
    public void An_interface_without_a_grain_class_is_an_error_at_once()
    {
        using var world = new World();
        world.Run(host =>
        {
            var error = Assert.Throws<ArgumentException>(() => host.Client.GetGrain<INobodysGrain>("x"));
            Assert.Contains(nameof(INobodysGrain), error.Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    private sealed class JournalObserver(string key) : IAsyncObserver<string>
    {
        public Task OnNextAsync(string item, StreamSequenceToken? token = null)
        {
            Journal.Write(key, item);
            return Task.CompletedTask;
        }

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}

public interface INobodysGrain : IGrainWithStringKey;

public interface IKeeperGrain : IGrainWithStringKey
{
    Task StartTimer(bool keepAlive);

    Task Stay(TimeSpan time);

    Task Leave();

    Task WriteManyTimes(int times);
}

public sealed class KeeperGrain([PersistentState("keeper", RuleStorage.Name)] IPersistentState<LifeState> record) : Grain, IKeeperGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Write(this.GetPrimaryKeyString(), "deactivated");
        return Task.CompletedTask;
    }

    public Task StartTimer(bool keepAlive)
    {
        var minute = TimeSpan.FromMinutes(1);
        this.RegisterGrainTimer(() => Task.CompletedTask, new() { DueTime = minute, Period = minute, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task WriteManyTimes(int times) => Task.WhenAll(Enumerable.Range(0, times).Select(_ => record.WriteStateAsync()));
}
