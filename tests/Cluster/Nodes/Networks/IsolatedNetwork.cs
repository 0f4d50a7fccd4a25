namespace Switchboard.Tests.Cluster.Nodes.Networks;

/// <summary>
/// A network namespace for one node, with two cables to this machine: one to the other nodes, one to the database (and everything else). Each can be cut:
/// what is sent then is lost without a word, as behind a switch that has failed.
/// </summary>
public sealed class IsolatedNetwork : IAsyncDisposable
{
    private readonly string _name;
    private readonly Cable _peers;
    private readonly Cable _database;

    private IsolatedNetwork(string name, Cable peers, Cable database) => (_name, _peers, _database) = (name, peers, database);

    /// <summary>Where the other nodes are, as the node sees it.</summary>
    public string PeersAddress => _peers.HostAddress;

    /// <summary>Where the node is, as the others see it.</summary>
    public string NodeAddress => _peers.NodeAddress;

    /// <summary>Where the database is, and who comes from there.</summary>
    public ServerNetwork Database => new(_database.HostAddress, _database.Subnet);

    /// <summary>Where receivers of webhooks listen, so that the node reaches them too.</summary>
    public string OutsideAddress => _database.HostAddress;

    /// <summary>Starts a program in it.</summary>
    public IReadOnlyList<string> Prefix => [Ip, "netns", "exec", _name];

    private static string Ip => Shell.Find("ip") ?? throw new InvalidOperationException("ip is not installed.");

    /// <summary>Why there can be no such network here; null when there can.</summary>
    public static async Task<string?> FindObstacleAsync()
    {
        if (!Shell.IsRoot || Shell.Find("ip") is null) return "it needs root and the program ip";
        try
        {
            await using var network = await CreateAsync();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"network namespaces are not permitted ({e.Message.ReplaceLineEndings(" ").Trim()})";
        }
    }

    /// <summary>Makes one.</summary>
    public static async Task<IsolatedNetwork> CreateAsync()
    {
        var id = Random.Shared.Next(1, 250);
        var network = new IsolatedNetwork($"swb{id}", new Cable($"swb{id}p", 200, id), new Cable($"swb{id}d", 201, id));
        try
        {
            await Shell.RunAsync(Ip, "netns", "add", network._name);
            await Shell.RunAsync(Ip, "-n", network._name, "link", "set", "lo", "up");
            await network._peers.LayAsync(Ip, network._name);
            await network._database.LayAsync(Ip, network._name);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cuts the node off from the other nodes, or mends that.</summary>
    public Task CutPeersAsync(bool isCut) => _peers.CutAsync(Ip, isCut);

    /// <summary>Cuts the node off from the database and the world, or mends that.</summary>
    public Task CutDatabaseAsync(bool isCut) => _database.CutAsync(Ip, isCut);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Shell.TryAsync(Ip, "netns", "del", _name);
        await Shell.TryAsync(Ip, "link", "del", _peers.Bridge);
        await Shell.TryAsync(Ip, "link", "del", _database.Bridge);
    }

    /// <summary>A bridge of this machine with one port, whose other end is in the namespace. The bridge stays up when the port is cut, and so does this machine's address.</summary>
    private sealed record Cable(string Name, int Second, int Third)
    {
        public string Bridge => $"{Name}b";

        public string HostAddress => $"10.{Second}.{Third}.1";

        public string NodeAddress => $"10.{Second}.{Third}.2";

        public string Subnet => $"10.{Second}.{Third}.0/24";

        public async Task LayAsync(string ip, string networkName)
        {
            await Shell.RunAsync(ip, "link", "add", Bridge, "type", "bridge");
            await Shell.RunAsync(ip, "addr", "add", $"{HostAddress}/24", "dev", Bridge);
            await Shell.RunAsync(ip, "link", "set", Bridge, "up");
            await Shell.RunAsync(ip, "link", "add", Name, "type", "veth", "peer", "name", Name, "netns", networkName);
            await Shell.RunAsync(ip, "link", "set", Name, "master", Bridge, "up");
            await Shell.RunAsync(ip, "-n", networkName, "addr", "add", $"{NodeAddress}/24", "dev", Name);
            await Shell.RunAsync(ip, "-n", networkName, "link", "set", Name, "up");
        }

        public async Task CutAsync(string ip, bool isCut) => await Shell.RunAsync(ip, "link", "set", Name, isCut ? "down" : "up");
    }
}
