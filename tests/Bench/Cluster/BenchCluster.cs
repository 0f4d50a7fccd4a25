using System.Net;
using System.Text;
using Npgsql;
using Switchboard.Agents;
using Switchboard.Bench.Http;
using Switchboard.Bench.Measuring;
using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Bench.Cluster;

/// <summary>A cluster with accounts, whose calls are placed over HTTP as customers do.</summary>
public sealed class BenchCluster : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private BenchCluster(LocalCluster nodes)
    {
        Nodes = nodes;
        _database = NpgsqlDataSource.Create(nodes.ConnectionString);
    }

    public LocalCluster Nodes { get; }

    /// <summary>Starts headless silos and HTTP nodes that hold no grains.</summary>
    public static async Task<BenchCluster> StartAsync(int silos, int apis, bool apisAreClients, params (string Key, string Value)[] settings)
    {
        var plan = new ClusterPlan
        {
            Silos = silos,
            Apis = apis,
            ApisAreClients = apisAreClients,
            PostgresOptions = "wal_compression=on max_wal_size=4GB",
            Settings = new Dictionary<string, string>
            {
                ["RateLimits:Enabled"] = "false",
                ["Billing:Trial:USD"] = "100000000",
                ["Carrier:Simulator:CallsPerSecond"] = "1000000",
                ["Logging:LogLevel:Default"] = "Warning",
            }.Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).ToDictionary(),
        };
        return new BenchCluster(await LocalCluster.StartAsync(plan));
    }

    /// <summary>Opens accounts, and gives the keys of their programs.</summary>
    public async Task<IReadOnlyList<string>> CreateKeysAsync(int count)
    {
        using var http = new HttpClient { BaseAddress = Nodes.Apis[0].Url };
        var keys = new List<string>();
        for (var n = 0; n < count; n++) keys.Add(await new Account(http).CreateKeyAsync());
        return keys;
    }

    /// <summary>The request that places a call at Cualify's door, as bytes.</summary>
    public static byte[] Request(IPEndPoint api, string key, string to, int seconds)
    {
        var body = $$"""{"agent_id":"{{Agent.DemoId}}","to_e164":"{{to}}","max_duration_sec":{{seconds}}}""";
        return Encoding.ASCII.GetBytes(
            $"POST /cualify/api/v1/calls HTTP/1.1\r\nHost: {api}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>Where an HTTP node listens.</summary>
    public IPEndPoint Address(int api) => new(IPAddress.Parse(Nodes.Apis[api].Url.Host), Nodes.Apis[api].Url.Port);

    /// <summary>Places calls over so many connections, spread over HTTP nodes and accounts.</summary>
    public async Task PlaceAsync(IReadOnlyList<string> keys, int calls, int connections, string to, int seconds)
    {
        var next = -1;
        await Workers.RunAsync(connections, connections, async index =>
        {
            var api = Address(index % Nodes.Apis.Count);
            var request = Request(api, keys[index % keys.Count], to, seconds);
            using var connection = await HttpConnection.OpenAsync(api);
            while (Interlocked.Increment(ref next) < calls)
            {
                if (await connection.SendAsync(request) is var status and not (int)HttpStatusCode.Created) throw new InvalidOperationException($"A call was answered with {status}.");
            }
        });
    }

    /// <summary>Waits until a query counts so many.</summary>
    public Task AwaitAsync(string sql, long count) => Until.HoldsAsync(async () => await CountAsync(sql) == count, () => $"Not {count}: {sql}");

    /// <summary>What a query counts.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await Nodes.DisposeAsync();
    }
}
