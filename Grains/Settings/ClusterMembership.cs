using Microsoft.Extensions.Configuration;

namespace Switchboard.Settings;

/// <summary><c>Cluster:Membership</c>: how the nodes of an installation find each other.</summary>
public static class ClusterMembership
{
    /// <summary>The setting.</summary>
    public const string Key = "Cluster:Membership";

    /// <summary>One node, alone.</summary>
    public const string Localhost = "localhost";

    /// <summary>Several nodes, which meet in a table of their PostgreSQL.</summary>
    public const string AdoNet = "adonet";

    /// <summary>Several nodes, which meet in Redis.</summary>
    public const string Redis = "redis";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidSettingException">It is none of the three words.</exception>
    public static string Membership(this IConfiguration configuration) => configuration.OneOf(Key, Localhost, Localhost, AdoNet, Redis);

    /// <summary>Whether other nodes work on the same store: what nodes must share cannot be kept in a folder of one then.</summary>
    public static bool HasSeveralNodes(this IConfiguration configuration) => configuration.Membership() != Localhost;
}
