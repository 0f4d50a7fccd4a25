using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;
using Switchboard.Embedded.Reminders;
using Switchboard.Embedded.Streams;

namespace Switchboard.Embedded;

/// <summary>Registers the embedded host.</summary>
public static class EmbeddedGrains
{
    /// <summary>
    /// Runs grains in this process. Storage providers are keyed <c>IGrainStorage</c> services; reminders are kept in memory
    /// unless an <see cref="IReminderStore"/> is registered.
    /// </summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="configure">Names the assemblies with grains, and the rest.</param>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<EmbeddedGrainsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new EmbeddedGrainsOptions();
        configure(options);
        options.Validate();

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TurnDispatcher, ThreadPoolDispatcher>();
        services.TryAddSingleton<IReminderStore, InMemoryReminderStore>();
        services.AddSingleton(provider => new EmbeddedHost(
            provider,
            provider.GetRequiredService<TurnDispatcher>(),
            provider.GetRequiredService<TimeProvider>(),
            options,
            provider.GetRequiredService<ILogger<EmbeddedHost>>()));
        services.AddSingleton<GrainClient>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainClient>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainClient>());
        services.AddHostedService<EmbeddedHostService>();
        foreach (var name in options.StreamProviders)
            services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => new EmbeddedStreamProvider(provider.GetRequiredService<EmbeddedHost>(), name));
        return services;
    }
}

/// <summary>Starts and stops the grains with the process.</summary>
internal sealed class EmbeddedHostService(EmbeddedHost host) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => host.StopAsync(cancellationToken);
}
