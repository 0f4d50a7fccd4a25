using System.Security.Cryptography;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>A whole installation on this machine: PostgreSQL, Redis if the nodes meet there, silos and HTTP nodes, each a process.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private readonly ClusterPlan _plan;
    private readonly RedisServer? _redis;
    private readonly List<ClusterNode> _nodes = [];
    private readonly Dictionary<string, string> _secrets = new()
    {
        ["Auth:JwtSecret"] = NewSecret(),
        ["Payments:WebhookSecret"] = NewSecret(),
        ["Secrets:MasterKey"] = NewSecret(),
    };

    private LocalCluster(ClusterPlan plan, PostgresServer postgres, RedisServer? redis, string connectionString)
    {
        _plan = plan;
        Postgres = postgres;
        _redis = redis;
        ConnectionString = connectionString;
        Folder = Directory.CreateTempSubdirectory("switchboard-cluster-").FullName;
    }

    public PostgresServer Postgres { get; }

    /// <summary>Of the database that all nodes share.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the nodes' logs are.</summary>
    public string Folder { get; }

    /// <summary>Whether the logs stay when this is disposed of.</summary>
    public bool KeepsLogs { get; set; }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public IReadOnlyList<ClusterNode> Silos => [.. _nodes.Where(node => node.Kind == NodeKind.Silo)];

    public IReadOnlyList<ClusterNode> Apis => [.. _nodes.Where(node => node.Kind == NodeKind.Api)];

    /// <summary>The silo in a network of its own.</summary>
    public ClusterNode? Isolated { get; private set; }

    /// <summary>Starts everything, all nodes at the same moment, and waits until each serves.</summary>
    public static async Task<LocalCluster> StartAsync(ClusterPlan plan)
    {
        var postgres = await PostgresServer.StartAsync(plan.Network?.Database, plan.PostgresOptions);
        var redis = plan.Membership == "redis" ? await RedisServer.StartAsync() : null;
        var cluster = new LocalCluster(plan, postgres, redis, await postgres.CreateDatabaseAsync("switchboard"));
        try
        {
            for (var n = 1; n <= plan.Silos; n++) cluster.Add(NodeKind.Silo);
            for (var n = 1; n <= plan.Apis; n++) cluster.Add(NodeKind.Api);
            if (plan.Network is { } network) cluster.Isolated = cluster.Add(NodeKind.Silo, network.NodeAddress, network.Prefix);
            foreach (var node in cluster.Nodes) node.Start();
            await Task.WhenAll(cluster.Nodes.Select(node => node.WaitReadyAsync()));
            return cluster;
        }
        catch (Exception e)
        {
            cluster.KeepsLogs = true;
            await cluster.DisposeAsync();
            throw new InvalidOperationException($"The cluster did not start (logs: {cluster.Folder}): {e.Message}", e);
        }
    }

    /// <summary>Adds a node, which is not started yet.</summary>
    public ClusterNode Add(NodeKind kind) => Add(kind, _plan.Network?.PeersAddress ?? "127.0.0.1", []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        await Postgres.DisposeAsync();
        if (!KeepsLogs) Directory.Delete(Folder, recursive: true);
    }

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private ClusterNode Add(NodeKind kind, string address, IReadOnlyList<string> prefix)
    {
        var ports = FreePorts.Take(3);
        var number = _nodes.Count(node => node.Kind == kind) + 1;
        var name = $"{(kind == NodeKind.Silo ? "silo" : "api")}-{number}";
        var settings = new Dictionary<string, string>(_secrets)
        {
            ["ConnectionStrings:Postgres"] = ConnectionString,
            ["Cluster:Membership"] = _plan.Membership,
            ["Cluster:AdvertisedAddress"] = address,
            ["Cluster:SiloPort"] = $"{ports[0]}",
            ["Cluster:GatewayPort"] = $"{ports[1]}",
            ["Cluster:Role"] = kind == NodeKind.Api && _plan.ApisAreClients ? "client" : "silo",
            ["Storage:Path"] = Path.Combine(Folder, "data", name),
            ["Webhooks:AllowHttp"] = "true",
            ["Webhooks:AllowPrivateNetworks"] = "true",
        };
        if (_redis is not null) settings["ConnectionStrings:Redis"] = _redis.ConnectionString;
        foreach (var (key, value) in _plan.Settings) settings[key] = value;
        var program = kind == NodeKind.Silo ? _plan.Programs.Silo : _plan.Programs.Api;
        var node = new ClusterNode(new NodeStart(name, kind, program, address, ports[2], prefix, settings), Folder);
        _nodes.Add(node);
        return node;
    }
}
