using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace Switchboard.Embedded.Simulation;

/// <summary>A process of a simulation with services and grains, as a server has them. It can be stopped in order or crash.</summary>
public sealed class SimulatedHost
{
    private readonly ServiceProvider services;
    private readonly List<BackgroundLoop> loops = [];

    private SimulatedHost(SimulatedProcess process, ServiceProvider services)
    {
        Process = process;
        this.services = services;
    }

    /// <summary>The process it runs in.</summary>
    public SimulatedProcess Process { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => services;

    /// <summary>Its grains, as a client outside of the process calls them.</summary>
    public IClusterClient Client => services.GetRequiredService<IClusterClient>();

    /// <summary>Builds the services and starts the hosted ones.</summary>
    /// <param name="simulation">The simulation it becomes a part of.</param>
    /// <param name="name">For messages.</param>
    /// <param name="configure">Registers the services, <c>AddEmbeddedGrains</c> among them.</param>
    public static async Task<SimulatedHost> StartAsync(SimulationScheduler simulation, string name, Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(configure);
        var process = simulation.CreateProcess(name);
        var collection = new ServiceCollection();
        collection.AddSingleton(process.TimeProvider);
        collection.AddSingleton<TurnDispatcher>(process.Dispatcher);
        configure(collection);
        var host = new SimulatedHost(process, collection.BuildServiceProvider());
        process.DescribeWaiting = host.services.GetRequiredService<EmbeddedHost>().DescribeWaiting;
        await process.Run(host.StartServices);
        return host;
    }

    /// <summary>Stops the background services and then the other hosted ones in reverse order, as a server does on SIGTERM.</summary>
    /// <param name="cancellationToken">Ends the patience.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await Process.Run(() => StopServices(cancellationToken));
        Process.Kill();
    }

    /// <summary>
    /// Ends the process at once: no grain is deactivated, nothing that waits in it continues or writes. Calls from outside of
    /// the process that have no answer yet fail with <c>SiloUnavailableException</c>.
    /// </summary>
    public void Crash()
    {
        Process.Kill();
        foreach (var request in services.GetRequiredService<EmbeddedHost>().Abandon().Concat(Process.Dispatcher.Placing))
        {
            Process.Simulation.RunOutside(() => request.Fail(
                new SiloUnavailableException($"The host has crashed: whether {request.Method.Name} of {request.Target} ran is unknown.")));
        }
    }

    private async Task StartServices()
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            if (service is BackgroundService background)
                loops.Add(new BackgroundLoop(background));
            else
                await service.StartAsync(CancellationToken.None);
        }
    }

    private async Task StopServices(CancellationToken cancellationToken)
    {
        foreach (var loop in loops)
        {
            await loop.StopAsync(cancellationToken);
            loop.Dispose();
        }

        foreach (var service in services.GetServices<IHostedService>().Where(s => s is not BackgroundService).Reverse())
            await service.StopAsync(cancellationToken);
        await services.DisposeAsync();
    }
}
