using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Reporting;

namespace Switchboard.Bench.Cluster;

/// <summary>Calls from their acceptance over HTTP to their settlement, and whose processor time they take.</summary>
public sealed class ClusterThroughput : ClusterBench
{
    private const int SilosMax = 3;
    private const int Connections = 64;
    private const int Accounts = 16;
    private const string Open = "SELECT COUNT(*) FROM calls WHERE due_at IS NOT NULL";

    /// <inheritdoc/>
    public override string Name => "cluster";

    /// <inheritdoc/>
    protected override async Task MeasureAsync(BenchSettings settings, Report report)
    {
        for (var silos = 1; silos <= SilosMax; silos++) await MeasureAsync(settings, report, silos);
    }

    private static async Task MeasureAsync(BenchSettings settings, Report report, int silos)
    {
        await using var cluster = await BenchCluster.StartAsync(
            silos, apis: 1, apisAreClients: true, ("Carrier:Simulator:TimeScale", "100"), ("Carrier:Simulator:MaxConcurrentCalls", "1000"));
        var keys = await cluster.CreateKeysAsync(Accounts);
        var calls = settings.Scaled(4000);
        // Each silo compiles for itself what it runs often, and meets only its share of the calls.
        await RunAsync(cluster, keys, 2 * calls * silos);

        var used = new List<ProcessorTime>();
        var rates = await Rounds.OfAsync(settings.Rounds, async () =>
        {
            var before = ProcessorTime.Read(cluster.Nodes);
            var rate = await Rounds.RateAsync(calls, () => RunAsync(cluster, keys, calls));
            used.Add(ProcessorTime.Read(cluster.Nodes).Since(before));
            return rate;
        });
        Show(report, silos, calls, rates, used);
    }

    private static async Task RunAsync(BenchCluster cluster, IReadOnlyList<string> keys, int calls)
    {
        await cluster.PlaceAsync(keys, calls, Connections, EngineCalls.Number, seconds: 300);
        await cluster.AwaitAsync(Open, 0);
    }

    private static void Show(Report report, int silos, int calls, IReadOnlyList<double> rates, IReadOnlyList<ProcessorTime> used)
    {
        var what = silos == 1 ? "1 silo" : $"{silos} silos";
        var own = used.Select(time => PerCall(time.Machine - time.Others)).ToList();
        report.Add(new Figure("cluster", $"calls accepted to settled, {what} and an HTTP node", "a second", Better.Higher, rates)
        {
            Limit = 1000 * Environment.ProcessorCount / Statistics.Median(own),
            LimitName = $"all {Environment.ProcessorCount} cores for nothing else, at this cost of a call",
        });
        Add("the silos", time => PerCall(time.Silos));
        Add("the HTTP node", time => PerCall(time.Apis));
        Add("PostgreSQL", time => PerCall(time.Postgres));
        Add("the client", time => PerCall(time.Client));
        report.Add(new Figure("cluster", $"{what}: used meanwhile by others on this machine", "cores", Better.Lower, [.. used.Zip(rates, (time, rate) => time.Others * rate / calls)]));

        void Add(string whose, Func<ProcessorTime, double> time) =>
            report.Add(new Figure("cluster", $"{what}: processor time of {whose}", "ms a call", Better.Lower, [.. used.Select(time)]));

        double PerCall(double seconds) => 1000 * seconds / calls;
    }
}
