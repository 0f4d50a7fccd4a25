using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Switchboard.Events;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>Runs the grains in an Orleans silo.</summary>
internal static class GrainHosting
{
    /// <summary>Registers the silo over the store that is registered.</summary>
    public static IServiceCollection AddGrainHost(this IServiceCollection services, IConfiguration configuration)
    {
        // Alone on this machine. Shards are woken at every start, so reminders in memory lose nothing here.
        configuration.OneOf("Cluster:Membership", "localhost", "localhost");
        var siloPort = (int)configuration.Whole("Cluster:SiloPort", EndpointOptions.DEFAULT_SILO_PORT, 1, 65535);
        var gatewayPort = (int)configuration.Whole("Cluster:GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT, 0, 65535);
        return services.AddOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort)
            .UseInMemoryReminderService()
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams(EventTypes.StreamProvider));
    }
}
