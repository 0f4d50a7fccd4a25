using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Streams;
using StackExchange.Redis;
using Switchboard.Events;
using Switchboard.Settings;

namespace Switchboard.Silo.Hosting;

/// <summary>Runs the grains in an Orleans silo, or uses those of the cluster's silos.</summary>
internal static class GrainHosting
{
    private const string PubSubStore = "PubSubStore";

    /// <summary>
    /// How long the caller of a grain waits. Longer than a write may wait for its turn in the store (10 s), so that the store's own answer comes first; shorter
    /// than a node takes to drain, so that a stop does not wait for an answer that never comes.
    /// </summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);

    /// <summary>An activation that is to go waits this long for what it is doing; the node that stops has 25 s for all of them.</summary>
    private static readonly TimeSpan DeactivationTimeout = TimeSpan.FromSeconds(8);

    /// <summary>A node without a front end serves the others of its cluster; null: it may run.</summary>
    public static string? HeadlessObstacle(IConfiguration configuration) =>
        !configuration.HasSeveralNodes() ? $"Configuration: {ClusterMembership.Key} must be adonet or redis: a silo without a front end is of use to other nodes only."
        : ClusterSettings.ReadIsClient(configuration) ? $"Configuration: {ClusterSettings.RoleKey} must be silo: a client without a front end would hold nothing and serve nobody."
        : null;

    /// <summary>Registers the silo, or the client, over the store that is registered.</summary>
    /// <exception cref="InvalidSettingException">A setting of the cluster cannot be used, or one is missing.</exception>
    public static IServiceCollection AddGrainHost(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = ClusterSettings.Read(configuration);
        services.AddSingleton(settings);
        if (settings.Postgres is { } postgres)
        {
            services.AddSingleton(new OrleansDatabase(postgres));
            services.AddSingleton<INodePreparation, OrleansSchema>();
            if (configuration.HasSeveralNodes())
                services.AddSingleton<INodePreparation, SharedSecrets>();
        }

        // What a grain fails with reaches its caller on another node: the driver's failures too, which stand behind the store's.
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.UnionWith(["Switchboard", "Npgsql"]));
        return (settings.IsClient ? services.AddClient(settings) : services.AddSilo(settings)).AddDashboard(configuration, settings.IsClient);
    }

    private static IServiceCollection AddClient(this IServiceCollection services, ClusterSettings settings)
    {
        services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        services.AddSingleton<IClientConnectionRetryFilter, PatientClient>();
        services.AddSingleton<SilosInReach>();
        return services.AddOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(settings.Apply);
            client.AddActivityPropagation();
            client.AddOutgoingGrainCallFilter<LostSiloRetry>();
            // A client learns of new and of lost silos by asking.
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.AddMemoryStreams(EventTypes.StreamProvider);
            client.AddGatewayCountChangedHandler(provider =>
            {
                var inReach = provider.GetRequiredService<SilosInReach>();
                return (_, change) => inReach.Count = change.NumberOfConnectedGateways;
            });
            if (settings.Redis is { } redis)
                client.UseRedisClustering(options => options.ConfigurationOptions = redis);
            else
                client.UseAdoNetClustering(options => options.Configure<OrleansDatabase>(Apply));
        });

        static void Apply(AdoNetClusteringClientOptions options, OrleansDatabase database) =>
            (options.Invariant, options.DataSource) = (OrleansDatabase.Invariant, database.Connections);
    }

    private static IServiceCollection AddSilo(this IServiceCollection services, ClusterSettings settings) => services
        .AddOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(settings.Apply);
            silo.AddActivityPropagation();
            silo.AddOutgoingGrainCallFilter<LostSiloRetry>();
            silo.Configure<ClusterMembershipOptions>(settings.FailureDetection.Apply);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options => options.DeactivationTimeout = DeactivationTimeout);
            silo.AddMembership(settings);
            silo.AddMemoryStreams(EventTypes.StreamProvider);
            if (settings.Postgres is null)
                silo.UseInMemoryReminderService().AddMemoryGrainStorage(PubSubStore);
            else
                silo.AddKeptState();
        })
        // First the watch: a silo that is lost while this one wakes the engine is noticed.
        .AddHostedService<SiloWatch>()
        .AddHostedService<EngineStarter>();

    private static void AddMembership(this ISiloBuilder silo, ClusterSettings settings)
    {
        if (settings.Membership == ClusterMembership.Localhost)
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, serviceId: settings.ServiceId, clusterId: settings.ClusterId);
            return;
        }

        silo.Configure<EndpointOptions>(settings.Apply);
        if (settings.Redis is { } redis)
            silo.UseRedisClustering(options => options.ConfigurationOptions = redis);
        else
            silo.UseAdoNetClustering(options => options.Configure<OrleansDatabase>((clustering, database) =>
                (clustering.Invariant, clustering.DataSource) = (OrleansDatabase.Invariant, database.Connections)));
    }

    /// <summary>Reminders and subscriptions outlive the silos, in PostgreSQL.</summary>
    private static void AddKeptState(this ISiloBuilder silo)
    {
        silo.UseAdoNetReminderService(options => options.Configure<OrleansDatabase>((reminders, database) =>
            (reminders.Invariant, reminders.DataSource) = (OrleansDatabase.Invariant, database.Connections)));
        silo.AddAdoNetGrainStorage(PubSubStore, options => options.Configure<OrleansDatabase>((storage, database) =>
            (storage.Invariant, storage.DataSource, storage.DeleteStateOnClear) = (OrleansDatabase.Invariant, database.Connections, true)));
    }

    private static void Apply(this ClusterSettings settings, ClusterOptions options) =>
        (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId);

    private static void Apply(this ClusterSettings settings, EndpointOptions options)
    {
        (options.SiloPort, options.GatewayPort) = (settings.SiloPort, settings.GatewayPort);
        if (settings.AdvertisedAddress is not { } address)
            return;
        options.AdvertisedIPAddress = address;
        // Who is told to come from this machine only is listened for on this machine only: the ports know no passwords.
        if (!System.Net.IPAddress.IsLoopback(address))
            return;
        options.SiloListeningEndpoint = new System.Net.IPEndPoint(address, settings.SiloPort);
        options.GatewayListeningEndpoint = settings.GatewayPort == 0 ? null : new System.Net.IPEndPoint(address, settings.GatewayPort);
    }
}
