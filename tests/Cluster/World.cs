using System.Diagnostics;
using Switchboard.Tests.Cluster.Nodes;
using Switchboard.Tests.Cluster.Traffic;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Switchboard.Tests.Cluster;

/// <summary>A cluster with its customers, and what they do while something happens to it.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>Decides the faults and the calls; when they meet is up to the machine, so a seed makes a failure likely to come again, not certain.</summary>
    private const string SeedVariable = "SWITCHBOARD_CLUSTER_SEED";

    /// <summary>For how long faults go on; for soaks.</summary>
    private const string MinutesVariable = "SWITCHBOARD_CLUSTER_MINUTES";

    /// <summary>What is left when the faults have ended takes seconds; a delivery that has failed again and again, or a target to be called again, longer.</summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromMinutes(5);

    private readonly ITestOutputHelper _output;
    private readonly Balancer _balancer;
    private readonly long _began = Stopwatch.GetTimestamp();

    private World(ITestOutputHelper output, LocalCluster cluster, Receiver receiver, int seed)
    {
        (_output, Cluster, Receiver, Seed) = (output, cluster, receiver, seed);
        Random = new Random(seed);
        Calls = new CallTraffic(seed);
        _balancer = new Balancer(cluster.Apis);
        Client = new SaneClient(_balancer, Journal, TimeSpan.FromSeconds(25));
        Invariants = new Invariants(cluster.ConnectionString, Calls, receiver);
    }

    /// <summary>Settings with which calls take seconds and nothing waits for minutes.</summary>
    public static IReadOnlyDictionary<string, string> Fast { get; } = new Dictionary<string, string>
    {
        ["Carrier:Simulator:TimeScale"] = "10",
        ["Carrier:Simulator:MaxConcurrentCalls"] = "200",
        ["Webhooks:RetrySeconds"] = "1,2,4,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8",
        ["RateLimits:Enabled"] = "false",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Error",
    };

    public LocalCluster Cluster { get; }

    public Receiver Receiver { get; }

    public int Seed { get; }

    public Random Random { get; }

    public CallTraffic Calls { get; }

    public Journal Journal { get; } = new();

    public SaneClient Client { get; }

    public Invariants Invariants { get; }

    /// <summary>Runs a test in a world of its own; one that fails leaves the nodes' logs.</summary>
    public static async Task RunAsync(ITestOutputHelper output, ClusterPlan plan, Func<World, Task> test)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : 1;
        var cluster = await LocalCluster.StartAsync(plan);
        var receiver = await Receiver.StartAsync(plan.Network?.OutsideAddress ?? "127.0.0.1");
        await using var world = new World(output, cluster, receiver, seed);
        world.Say($"{cluster.Nodes.Count} nodes are ready");
        try
        {
            await test(world);
            world.Say("passed");
        }
        catch (Exception e)
        {
            cluster.KeepsLogs = true;
            world.Say($"failed: {e}");
            throw new XunitException($"Seed {seed}, logs in {cluster.Folder}: {e.Message}", e);
        }
    }

    /// <summary>How long faults go on: as long as the test says, or as the environment does.</summary>
    public static TimeSpan Duration(TimeSpan usual) =>
        double.TryParse(Environment.GetEnvironmentVariable(MinutesVariable), out var minutes) ? TimeSpan.FromMinutes(minutes) : usual;

    /// <summary>Tells how the test goes on, in its output and beside the nodes' logs.</summary>
    public void Say(string what)
    {
        var line = $"{Stopwatch.GetElapsedTime(_began).TotalSeconds,6:0.0} s  {what}";
        _output.WriteLine(line);
        lock (_output) File.AppendAllText(Path.Combine(Cluster.Folder, "test.log"), line + "\n");
    }

    /// <summary>Customers in India and in the US.</summary>
    public async Task<IReadOnlyList<Customer>> SignUpAsync(int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(n => Customer.SignUpAsync(Client, Receiver, n % 2 == 0 ? "US" : "IN")));

    /// <summary>
    /// Lets customers place calls and run campaigns while something happens, lets everything end, and checks what must hold.
    /// </summary>
    /// <param name="targets">Numbers in the audience of each campaign; 0 for no campaigns.</param>
    /// <param name="callers">Clients of each customer that place calls.</param>
    /// <param name="happen">What happens meanwhile.</param>
    public async Task LiveAsync(int targets, int callers, Func<Task> happen)
    {
        var customers = await SignUpAsync(3);
        var campaigns = targets == 0 ? [] : await CreateCampaignsAsync(customers, targets);
        using var enough = new CancellationTokenSource();
        var running = campaigns.Select(campaign => campaign.RunToEndAsync(Duration(TimeSpan.FromMinutes(2)) + RestMax)).ToList();
        var placing = customers.SelectMany(customer => Enumerable.Range(0, callers).Select(_ => Calls.PlaceAsync(customer, TimeSpan.FromSeconds(1), enough.Token))).ToList();
        var watching = WatchAsync(enough.Token);
        Task[] all = [.. running, .. placing, watching];
        try
        {
            await happen();
            Say("the faults are over");
        }
        finally
        {
            await enough.CancelAsync();
        }

        await Task.WhenAll(all);
        Receiver.IsFaulty = false;
        Say($"{Calls.Accepted.Count} calls accepted; {Journal}");
        await Invariants.AwaitRestAsync(RestMax);
        await Invariants.CheckAtRestAsync();
        await CheckOverHttpAsync(customers);
        Say($"{Receiver}");
        Assert.True(Journal.Faults.Count == 0, $"Answers that no client may see: {string.Join("; ", Journal.Faults.Take(5))} ({Journal.Faults.Count})");
        Assert.NotEmpty(Calls.Accepted);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _balancer.DisposeAsync();
        await Cluster.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>Two of one customer that want some of the same numbers, which only one of them may call, and one of another's.</summary>
    private static async Task<IReadOnlyList<Campaign>> CreateCampaignsAsync(IReadOnlyList<Customer> customers, int targets)
    {
        string[] special = ["+12025550100", "+12025550101", "+12025550102", "+12025550103", "+12025550104", "+12025550106", "+12025550107", "+12025550111"];
        var crowd = Campaign.Phones(415, targets);
        return
        [
            await Campaign.CreateAsync(customers[0], [.. special, .. crowd]),
            await Campaign.CreateAsync(customers[0], [.. crowd.Skip(targets * 3 / 4), .. Campaign.Phones(628, targets / 2)]),
            await Campaign.CreateAsync(customers[1], [.. special, .. crowd.Take(targets / 2)]),
        ];
    }

    /// <summary>Looks all the time at what must hold at every moment; a database that is down is looked at later.</summary>
    private async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Invariants.CheckAlwaysAsync();
            }
            catch (Npgsql.NpgsqlException)
            {
                Say("(the database cannot be asked)");
            }

            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
        }
    }

    /// <summary>What customers are told is what the tables say, at every node.</summary>
    private async Task CheckOverHttpAsync(IReadOnlyList<Customer> customers)
    {
        foreach (var node in Cluster.Apis)
        {
            foreach (var customer in customers)
            {
                var balance = (await Client.SendOnceAsync(node, customer.Key, HttpMethod.Get, "/callfunnel/api/billing/balance")).Expect(200).Body;
                Assert.True(balance.GetProperty("balance_minor").GetInt64() >= balance.GetProperty("held_minor").GetInt64(), $"{node.Name}: {balance}");
                foreach (var id in Calls.Accepted.Where(call => call.Value.Customer == customer).Select(call => call.Key).Take(10))
                {
                    var call = (await Client.SendOnceAsync(node, customer.Key, HttpMethod.Get, $"/cualify/api/v1/calls/{id}")).Expect(200).Body.GetProperty("data");
                    Assert.Contains(call.GetProperty("status").GetString(), (string[])["completed", "failed", "no_answer", "busy", "canceled"]);
                }
            }
        }
    }
}
