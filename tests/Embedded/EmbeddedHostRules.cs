using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Storage;
using Switchboard.Embedded;
using Switchboard.Embedded.Simulation;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

/// <summary>The host rules on the embedded host with real threads and real time.</summary>
public sealed class EmbeddedHostRules : HostRules
{
    protected override async Task InHost(Func<RuleContext, Task> rule)
    {
        var storage = new RuleStorage();
        var services = new ServiceCollection();
        RuleHost.Configure(services, storage, ResponseTimeout, ReminderPeriod);
        await using var provider = services.BuildServiceProvider();
        var host = Assert.Single(provider.GetServices<IHostedService>());
        await host.StartAsync(CancellationToken.None);
        await rule(new RuleContext(provider.GetRequiredService<IClusterClient>(), TimeProvider.System, storage));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await host.StopAsync(patience.Token);
    }
}

/// <summary>The host rules on the embedded host in simulation, several times with different interleavings.</summary>
public sealed class SimulatedHostRules : HostRules
{
    protected override Task InHost(Func<RuleContext, Task> rule)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            using var simulation = new SimulationScheduler(seed);
            simulation.Run(async () =>
            {
                var storage = new RuleStorage();
                var host = await SimulatedHost.StartAsync(
                    simulation, "host", services => RuleHost.Configure(services, storage, ResponseTimeout, ReminderPeriod));
                await rule(new RuleContext(host.Client, simulation.TimeProvider, storage));
            });
        }

        return Task.CompletedTask;
    }
}

/// <summary>The embedded host as the rules need it.</summary>
internal static class RuleHost
{
    public static void Configure(IServiceCollection services, RuleStorage storage, TimeSpan responseTimeout, TimeSpan reminderPeriod)
    {
        services.AddKeyedSingleton<IGrainStorage>(RuleStorage.Name, storage);
        services.AddEmbeddedGrains(options =>
        {
            options.AddGrains(typeof(TurnGrain).Assembly).AddStreams(RuleStreams.Provider);
            options.ResponseTimeout = responseTimeout;
            options.MinimumReminderPeriod = reminderPeriod;
        });
    }
}
