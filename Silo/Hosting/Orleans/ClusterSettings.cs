using System.Net;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Orleans.Configuration;
using StackExchange.Redis;
using Switchboard.Settings;

namespace Switchboard.Silo.Hosting;

/// <summary>The section <c>Cluster</c> and the connection strings that it needs, checked before anything is opened.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Whether a process holds grains.</summary>
    public const string RoleKey = "Cluster:Role";

    private const string PostgresKey = "ConnectionStrings:Postgres";
    private const string RedisKey = "ConnectionStrings:Redis";

    private ClusterSettings()
    {
    }

    /// <summary>One of the words of <see cref="ClusterMembership"/>.</summary>
    public required string Membership { get; init; }

    /// <summary><c>Cluster:Role</c>: whether this process uses the grains of the silos and holds none.</summary>
    public required bool IsClient { get; init; }

    /// <summary><c>Cluster:ClusterId</c>: silos with the same one find each other.</summary>
    public required string ClusterId { get; init; }

    /// <summary><c>Cluster:ServiceId</c>: names reminders and subscriptions; stays the same for ever.</summary>
    public required string ServiceId { get; init; }

    /// <summary><c>Cluster:AdvertisedAddress</c>: where the others reach this silo; null: an address of this machine.</summary>
    public required IPAddress? AdvertisedAddress { get; init; }

    /// <summary><c>Cluster:SiloPort</c>: other silos connect here.</summary>
    public required int SiloPort { get; init; }

    /// <summary><c>Cluster:GatewayPort</c>: clients of the cluster connect here; 0: none do.</summary>
    public required int GatewayPort { get; init; }

    /// <summary><c>ConnectionStrings:Postgres</c>; null: SQLite is the store.</summary>
    public required string? Postgres { get; init; }

    /// <summary><c>ConnectionStrings:Redis</c>, when the nodes meet there.</summary>
    public required ConfigurationOptions? Redis { get; init; }

    /// <summary><c>Cluster:FailureDetection</c>.</summary>
    public required FailureDetection FailureDetection { get; init; }

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used, or one is missing.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var membership = configuration.Membership();
        var settings = new ClusterSettings
        {
            Membership = membership,
            IsClient = ReadIsClient(configuration),
            ClusterId = configuration.Text("Cluster:ClusterId") ?? "switchboard",
            ServiceId = configuration.Text("Cluster:ServiceId") ?? "switchboard",
            AdvertisedAddress = Address(configuration, membership),
            SiloPort = (int)configuration.Whole("Cluster:SiloPort", EndpointOptions.DEFAULT_SILO_PORT, 1, 65535),
            GatewayPort = (int)configuration.Whole("Cluster:GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT, 0, 65535),
            Postgres = PostgresOf(configuration, membership),
            Redis = membership == ClusterMembership.Redis ? RedisOf(configuration) : null,
            FailureDetection = FailureDetection.Read(configuration),
        };
        if (settings.IsClient && membership == ClusterMembership.Localhost)
            throw new InvalidSettingException(RoleKey, $"can be client only when {ClusterMembership.Key} is adonet or redis: there is no other node otherwise");
        if (settings.SiloPort == settings.GatewayPort)
            throw new InvalidSettingException("Cluster:GatewayPort", "must be another port than Cluster:SiloPort");
        return settings;
    }

    /// <summary>Reads <see cref="IsClient"/>.</summary>
    /// <exception cref="InvalidSettingException">It is no such word.</exception>
    public static bool ReadIsClient(IConfiguration configuration) => configuration.OneOf(RoleKey, "silo", "silo", "client") == "client";

    private static IPAddress? Address(IConfiguration configuration, string membership)
    {
        const string Key = "Cluster:AdvertisedAddress";
        if (configuration.Text(Key) is not { } text)
            return membership == ClusterMembership.Localhost ? IPAddress.Loopback : null;
        return IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : throw new InvalidSettingException(Key, "must be an IP address at which the other nodes reach this one");
    }

    private static string? PostgresOf(IConfiguration configuration, string membership)
    {
        if (configuration.Text(PostgresKey) is not { } text)
            return membership == ClusterMembership.Localhost
                ? null
                : throw new InvalidSettingException(PostgresKey, $"must be set when {ClusterMembership.Key} is {membership}: several nodes share one PostgreSQL and cannot share SQLite");
        try
        {
            return new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidSettingException(PostgresKey, "is not a connection string of Npgsql's", e);
        }
    }

    private static ConfigurationOptions RedisOf(IConfiguration configuration)
    {
        if (configuration.Text(RedisKey) is not { } text)
            throw new InvalidSettingException(RedisKey, $"must be set when {ClusterMembership.Key} is {ClusterMembership.Redis}");
        try
        {
            var options = ConfigurationOptions.Parse(text);
            return options.EndPoints.Count > 0 ? options : throw new ArgumentException("No server is named.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidSettingException(RedisKey, "must name a server such as localhost:6379, with StackExchange.Redis' options behind it", e);
        }
    }
}
