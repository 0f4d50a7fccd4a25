using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Switchboard.Embedded.Simulation;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another_interleaving()
    {
        var runs = Enumerable.Range(1, 5).Select(Play).ToList();
        Assert.Equal(runs, Enumerable.Range(1, 5).Select(Play));
        Assert.Equal(5, runs.Select(r => r.Trace).Distinct().Count());
        Assert.True(runs.Select(r => r.Order).Distinct().Count() > 1, "every seed gave the same order of events");

        static (ulong Trace, string Order) Play(int seed)
        {
            using var world = new World(seed);
            var key = World.NewKey();
            world.Run(async host =>
            {
                var grain = host.Client.GetGrain<IReentrantTurnGrain>(key);
                await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
                {
                    await world.Simulation.Delay(TimeSpan.FromSeconds(i % 3));
                    await host.Client.GetGrain<ITurnGrain>($"{key}-{i}").Note("here");
                    await grain.Note($"{i}");
                }));
            });
            return (world.Simulation.TraceHash, string.Join(",", Journal.Of(key)));
        }
    }

    [Fact]
    public void Time_jumps_to_the_next_timer_when_nothing_can_run()
    {
        using var world = new World();
        world.Run(async host =>
        {
            var before = world.Simulation.Now;
            await world.Simulation.Delay(TimeSpan.FromDays(7));
            Assert.Equal(TimeSpan.FromDays(7), world.Simulation.Now - before);
        });
    }

    [Fact]
    public void Time_stands_still_while_something_can_run()
    {
        using var world = new World();
        world.Run(async host =>
        {
            var before = world.Simulation.Now;
            var soon = world.Simulation.Delay(TimeSpan.FromMilliseconds(1));
            Assert.Equal(0, await host.Client.GetGrain<IReentrantTurnGrain>(World.NewKey()).CountOverlaps(1000));
            Assert.Equal(before, world.Simulation.Now);
            Assert.False(soon.IsCompleted);
        });
    }

    [Fact]
    public void A_test_may_pump_step_by_step_and_by_time()
    {
        using var world = new World();
        var simulation = world.Simulation;
        var key = World.NewKey();
        world.Run(host => host.Client.GetGrain<ITimeGrain>(key).StartTimer(TimeSpan.FromSeconds(10), interleave: false));

        simulation.AdvanceBy(TimeSpan.FromSeconds(9));
        Assert.Empty(Journal.Of(key));
        simulation.AdvanceBy(TimeSpan.FromSeconds(1));
        Assert.Equal(["tick 1"], Journal.Of(key));
        simulation.RunUntilIdle();
        Assert.Equal(["tick 1"], Journal.Of(key));
        while (Journal.Of(key).Count < 2)
            Assert.True(simulation.Step());
        Assert.Equal(TimeSpan.FromSeconds(20), simulation.Now - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_scenario_can_wait_until_everything_else_has_come_to_rest()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async host =>
        {
            var before = world.Simulation.Now;
            await host.Client.GetGrain<IPublisherGrain>(key).Publish(key, ["a", "b", "c"]);
            await world.Simulation.WhenIdle();
            Assert.Equal(["a", "b", "c"], Journal.Of(key));
            Assert.Equal(before, world.Simulation.Now);
        });
    }

    [Fact]
    public void A_check_after_every_turn_that_fails_ends_the_run()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Simulation.AfterStep = () => Assert.DoesNotContain("forbidden", Journal.Of(key));
        var error = Assert.ThrowsAny<Exception>(() => world.Run(async host =>
        {
            await host.Client.GetGrain<ITurnGrain>(key).Note("forbidden");
            Journal.Write(key, "after");
        }));
        Assert.Contains("forbidden", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("after", Journal.Of(key));
    }

    [Fact]
    public void A_scenario_that_can_never_end_is_an_error_that_says_what_waits()
    {
        using var world = new World();
        var key = World.NewKey();
        var error = Assert.Throws<SimulationStalledException>(() => world.Run(async host =>
        {
            _ = host.Client.GetGrain<ITurnGrain>(key).HoldOneWay("never");
            await new TaskCompletionSource().Task;
        }));
        Assert.Contains($"turn/{key}", error.Message, StringComparison.Ordinal);
        Assert.Contains("running [ITurnGrain.HoldOneWay]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_takes_more_than_its_time_is_an_error()
    {
        using var world = new World();
        Assert.Throws<SimulationStalledException>(() => world.Simulation.Run(() => world.Simulation.Delay(TimeSpan.FromDays(2)), timeLimit: TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Blocking_the_only_thread_is_an_error_that_says_who_does_it()
    {
        using var world = new World();
        var error = Assert.Throws<SimulationStalledException>(() => world.Run(host =>
        {
            host.Client.GetGrain<ITurnGrain>(World.NewKey()).Note("never").Wait();
            return Task.CompletedTask;
        }));
        Assert.Contains("blocks its only thread", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_for_another_thread_is_an_error()
    {
        using var world = new World();
        var error = Assert.Throws<InvalidOperationException>(() => world.Run(host =>
            Task.Run(() => host.Client.GetGrain<ITurnGrain>(World.NewKey()).Note("from afar"))));
        Assert.Contains("another thread", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_background_service_runs_in_its_process_until_that_stops()
    {
        using var world = new World();
        var key = World.NewKey();
        world.Run(async _ =>
        {
            var host = await world.StartHost(services => services.AddHostedService(provider => new Ticker(key, provider.GetRequiredService<TimeProvider>())));
            await world.Simulation.Delay(TimeSpan.FromSeconds(2.5));
            await host.StopAsync();
            await world.Simulation.Delay(TimeSpan.FromSeconds(10));
            Assert.Equal(["tick", "tick", "end"], Journal.Of(key));
        });
    }

    private sealed class Ticker(string key, TimeProvider clock) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
            try
            {
                while (await timer.WaitForNextTickAsync(stoppingToken))
                    Journal.Write(key, "tick");
            }
            finally
            {
                Journal.Write(key, "end");
            }
        }
    }

    [Fact]
    public void Cancellation_after_a_time_follows_the_virtual_clock()
    {
        using var world = new World();
        world.Run(async host =>
        {
            var before = world.Simulation.Now;
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(5), world.Simulation.TimeProvider);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TaskCompletionSource().Task.WaitAsync(cancellation.Token));
            Assert.Equal(TimeSpan.FromMinutes(5), world.Simulation.Now - before);
        });
    }
}
