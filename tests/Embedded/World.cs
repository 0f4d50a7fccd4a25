using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Switchboard.Embedded;
using Switchboard.Embedded.Reminders;
using Switchboard.Embedded.Simulation;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

/// <summary>A simulation with what outlives a host: the stores and the time.</summary>
internal sealed class World(int seed = 1) : IDisposable
{
    private readonly InMemoryReminderStore reminders = new();
    private int started;

    public SimulationScheduler Simulation { get; } = new(seed);

    public RuleStorage Storage { get; } = new();

    /// <summary>Runs a scenario with a first host.</summary>
    public void Run(Func<SimulatedHost, Task> scenario) => Simulation.Run(async () => await scenario(await StartHost()));

    public Task<SimulatedHost> StartHost(Action<IServiceCollection>? configure = null) =>
        SimulatedHost.StartAsync(Simulation, $"host {++started}", services =>
        {
            services.AddKeyedSingleton<IGrainStorage>(RuleStorage.Name, Storage);
            services.AddSingleton<IReminderStore>(reminders);
            services.AddEmbeddedGrains(options => options.AddGrains(typeof(TurnGrain).Assembly).AddStreams(RuleStreams.Provider));
            configure?.Invoke(services);
        });

    /// <summary>A key, and the journal and gates that belong to it.</summary>
    public static string NewKey() => $"key-{Guid.NewGuid():N}";

    public void Dispose() => Simulation.Dispose();
}
