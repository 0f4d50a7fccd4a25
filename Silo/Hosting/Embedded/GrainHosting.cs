using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Embedded;
using Switchboard.Embedded.Reminders;
using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>Runs the grains in this process alone.</summary>
internal static class GrainHosting
{
    /// <summary>Registers the embedded host over the store that is registered.</summary>
    public static IServiceCollection AddGrainHost(this IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddSingleton<IReminderStore, StoredReminders>();
        return services.AddEmbeddedGrains(host => host
            .AddGrains(typeof(StoreNames).Assembly)
            .AddStreams(EventTypes.StreamProvider));
    }
}
