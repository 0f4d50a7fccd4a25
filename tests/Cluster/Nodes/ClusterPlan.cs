using Switchboard.Tests.Cluster.Nodes.Networks;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>What a cluster is made of.</summary>
public sealed record ClusterPlan
{
    /// <summary>Headless silos.</summary>
    public int Silos { get; init; }

    /// <summary>HTTP nodes.</summary>
    public int Apis { get; init; } = 2;

    /// <summary><c>adonet</c> or <c>redis</c>.</summary>
    public string Membership { get; init; } = "adonet";

    /// <summary>Whether the HTTP nodes hold no grains.</summary>
    public bool ApisAreClients { get; init; }

    /// <summary>Where the programs are.</summary>
    public NodePrograms Programs { get; init; } = NodePrograms.Built;

    /// <summary>A network in which one further silo lives alone; null: there is no such silo.</summary>
    public IsolatedNetwork? Network { get; init; }

    /// <summary>Settings of all nodes besides those that make them a cluster.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of the database server.</summary>
    public string PostgresOptions { get; init; } = "";
}
