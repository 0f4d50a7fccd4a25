using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Reporting;

namespace Switchboard.Bench.Cluster;

/// <summary>Conversations that go on for two hours: what each takes of a silo's memory.</summary>
public sealed class ClusterDensity : ClusterBench
{
    private const int Connections = 64;
    private const int Accounts = 16;
    private const int WarmUpCalls = 2000;
    private const string EndlessNumber = "+12025550109";
    private const double BytesPerMb = 1024 * 1024;

    /// <summary>Collections and the end of what was allocated on the way.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string Name => "cluster-memory";

    /// <inheritdoc/>
    protected override async Task MeasureAsync(BenchSettings settings, Report report)
    {
        // The server's collector takes some hundred MB before it collects at all, and calls would disappear in that.
        await using var cluster = await BenchCluster.StartAsync(
            silos: 1, apis: 1, apisAreClients: true, ("Carrier:Simulator:MaxConcurrentCalls", "1000000"), ("DOTNET_gcServer", "0"), ("DOTNET_GCConserveMemory", "5"));
        var keys = await cluster.CreateKeysAsync(Accounts);
        await cluster.PlaceAsync(keys, WarmUpCalls, Connections, EngineCalls.BusyNumber, seconds: 300);
        await cluster.AwaitAsync("SELECT COUNT(*) FROM calls WHERE due_at IS NOT NULL", 0);
        await Task.Delay(Settling);

        var silo = cluster.Nodes.Silos[0];
        var before = ResidentBytes(silo.ProcessId);
        var calls = settings.Scaled(40_000);
        await cluster.PlaceAsync(keys, calls, Connections, EndlessNumber, seconds: 7200);
        await cluster.AwaitAsync("SELECT COUNT(*) FROM calls WHERE status = 'in_progress'", calls);
        await Task.Delay(Settling);
        var after = ResidentBytes(silo.ProcessId);

        report.Add(new Figure(Name, "a silo's working set before, with no call", "MB", Better.Lower, [before / BytesPerMb]));
        report.Add(new Figure(Name, $"a silo's working set with {calls:N0} calls in progress", "MB", Better.Lower, [after / BytesPerMb]));
        report.Add(new Figure(Name, "a silo's working set for each call in progress", "KB", Better.Lower, [(after - before) / calls / 1024]));
        report.Add(new Figure(Name, "calls in progress that fit into each further GB", "calls", Better.Higher, [BytesPerMb * 1024 / Math.Max(1, (after - before) / calls)]));
    }

    private static double ResidentBytes(int process) => 1024 * double.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
