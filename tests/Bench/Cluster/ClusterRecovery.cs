using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Switchboard.Bench.Http;
using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Reporting;
using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Bench.Cluster;

/// <summary>A silo is killed under an even load: how long until every call is accepted as before, and until no call is late any more.</summary>
public sealed class ClusterRecovery : ClusterBench
{
    private const int Silos = 3;
    private const int Accounts = 16;

    /// <summary>Requests a second, at each HTTP node.</summary>
    private const double Rate = 20;

    /// <summary>A call to this number takes 3.2 s at ten times the speed; the rest is for a busy machine.</summary>
    private const double LateSec = 8;

    /// <summary>An acceptance that takes as long is not what callers are used to.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    public override string Name => "cluster-recovery";

    /// <inheritdoc/>
    protected override async Task MeasureAsync(BenchSettings settings, Report report)
    {
        await using var cluster = await BenchCluster.StartAsync(
            Silos, apis: 2, apisAreClients: false, ("Carrier:Simulator:TimeScale", "10"), ("Carrier:Simulator:MaxConcurrentCalls", "10000"));
        var keys = await cluster.CreateKeysAsync(Accounts);
        var (acceptance, progress) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            var victim = cluster.Nodes.Silos[round % Silos];
            var (accepted, progressed) = await KillAsync(cluster, keys, victim);
            acceptance.Add(accepted);
            progress.Add(progressed);
            victim.Start();
            await victim.WaitReadyAsync();
        }

        report.Add(new Figure(Name, $"SIGKILL of one of {Silos} silos until every request is accepted within {Slow.TotalSeconds} s again", "s", Better.Lower, acceptance));
        report.Add(new Figure(Name, $"SIGKILL of one of {Silos} silos until every call under way goes on again", "s", Better.Lower, progress));
    }

    private static async Task<(double Acceptance, double Progress)> KillAsync(BenchCluster cluster, IReadOnlyList<string> keys, ClusterNode victim)
    {
        var late = $"SELECT COUNT(*) FROM calls WHERE due_at IS NOT NULL AND created_at < (EXTRACT(EPOCH FROM now()) - {LateSec}) * 1000000";
        using var over = new CancellationTokenSource(Before + After);
        var bad = new ConcurrentBag<long>();
        var load = Enumerable.Range(0, 2).Select(api => LoadAsync(cluster, api, keys, bad, over.Token)).ToList();
        await Task.Delay(Before);
        var killedAt = Stopwatch.GetTimestamp();
        await victim.KillAsync();
        var lateAt = killedAt;
        while (!over.IsCancellationRequested)
        {
            if (await cluster.CountAsync(late) > 0) lateAt = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }

        await Task.WhenAll(load);
        return (Stopwatch.GetElapsedTime(killedAt, bad.Append(killedAt).Max()).TotalSeconds, Stopwatch.GetElapsedTime(killedAt, lateAt).TotalSeconds);
    }

    /// <summary>Sends requests at an even rate, whatever becomes of those before, and notes when the bad ones were over.</summary>
    private static async Task LoadAsync(BenchCluster cluster, int api, IReadOnlyList<string> keys, ConcurrentBag<long> bad, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / Rate));
        var sent = new List<Task>();
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            sent.Add(SendAsync(cluster.Address(api), keys[n % keys.Count], bad));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(sent);
    }

    private static async Task SendAsync(IPEndPoint api, string key, ConcurrentBag<long> bad)
    {
        var began = Stopwatch.GetTimestamp();
        var isGood = false;
        try
        {
            using var connection = await HttpConnection.OpenAsync(api);
            isGood = await connection.SendAsync(BenchCluster.Request(api, key, EngineCalls.Number, 300)) == (int)HttpStatusCode.Created;
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // No answer is a bad one.
        }

        if (!isGood || Stopwatch.GetElapsedTime(began) > Slow) bad.Add(Stopwatch.GetTimestamp());
    }
}
