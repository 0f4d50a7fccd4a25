using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Embedded;
using Switchboard.Embedded.Reminders;
using Switchboard.Events;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>Runs the grains in this process alone.</summary>
internal static class GrainHosting
{
    private const string Build = "in this build, which is for one process; a cluster needs the build with -p:GrainHost=Orleans";

    /// <summary>Nobody could reach a node of this build that has no front end.</summary>
    public static string? HeadlessObstacle(IConfiguration configuration)
    {
        Check(configuration);
        return "A silo without a front end is of use to other nodes only: it needs the build with -p:GrainHost=Orleans.";
    }

    /// <summary>Registers the embedded host over the store that is registered.</summary>
    /// <exception cref="InvalidSettingException">The settings ask for a cluster.</exception>
    public static IServiceCollection AddGrainHost(this IServiceCollection services, IConfiguration configuration)
    {
        Check(configuration);
        services.AddSingleton<IReminderStore, StoredReminders>();
        services.AddEmbeddedGrains(host => host
            .AddGrains(typeof(StoreNames).Assembly)
            .AddStreams(EventTypes.StreamProvider));
        return services.AddHostedService<EngineStarter>();
    }

    private static void Check(IConfiguration configuration)
    {
        if (configuration.HasSeveralNodes())
            throw new InvalidSettingException(ClusterMembership.Key, $"must be {ClusterMembership.Localhost} {Build}");
        if (configuration.OneOf("Cluster:Role", "silo", "silo", "client") != "silo")
            throw new InvalidSettingException("Cluster:Role", $"must be silo {Build}");
    }
}
