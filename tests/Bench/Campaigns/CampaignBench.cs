using Switchboard.Bench.Hosting;
using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Raw;
using Switchboard.Bench.Reporting;
using Switchboard.Campaigns;

namespace Switchboard.Bench.Campaigns;

/// <summary>A run over an audience: targets a second, each checked, decided on, called and counted; and the memory of a run over a million of them.</summary>
public sealed class CampaignBench : IBench
{
    private const double BytesPerMb = 1024 * 1024;

    /// <summary>A run is measured in so many parts, so that one that slows down or grows shows it.</summary>
    private const int Parts = 10;

    /// <summary>In the audience of a million, one in so many is called; the others are on a list, and take the same way but for the call.</summary>
    private const int CalledOneIn = 50;

    /// <summary>A call takes about two thirds of a second; as many lines as keep the engine, and not the carrier, setting the pace.</summary>
    private static readonly (string Key, string Value)[] Settings =
        [.. EngineCalls.Settings.Where(setting => setting.Key != LinesKey), (LinesKey, "3000"), ("Campaigns:Breaker:FailuresInARow", "0")];

    private const string LinesKey = "Carrier:Simulator:MaxConcurrentCalls";

    public string Name => "campaign";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var template = await CallRecorder.RecordAsync();
        foreach (var kind in BenchDatabase.Kinds(settings))
        {
            var limit = await LimitAsync(kind, template, settings.Scaled(6000), settings.Rounds);
            var targets = settings.Scaled(100_000);
            report.Add(new Figure(Name, $"targets called of a run over {targets:N0}, {await NameAsync(kind)}", "a second", Better.Higher, await RatesAsync(kind, targets))
            {
                Aim = 750,
                Limit = limit,
                LimitName = "the rows of the calls alone in the best batch",
            });
        }

        await MeasureMemoryAsync(report, settings.Scaled(1_000_000));
    }

    private static async Task<string> NameAsync(Func<Task<BenchDatabase>> kind)
    {
        await using var database = await kind();
        return database.Name;
    }

    private static async Task<double> LimitAsync(Func<Task<BenchDatabase>> kind, CallTemplate template, int calls, int rounds)
    {
        await using var database = await kind();
        return await RawCalls.RateAsync(database, template, calls, rounds);
    }

    private static async Task<IReadOnlyList<double>> RatesAsync(Func<Task<BenchDatabase>> kind, int targets)
    {
        await using var database = await kind();
        await using var node = await Node.StartAsync(database, Settings);
        var campaign = new BenchCampaign(node, await node.SignUpAsync());
        await campaign.FillAsync(targets);
        var rates = new List<double>(Parts);
        var start = TimeProvider.System.GetTimestamp();
        await campaign.RunAsync(Parts, run => run.Attempts, targets, () =>
        {
            rates.Add(targets / Parts / TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            start = TimeProvider.System.GetTimestamp();
        });
        return rates;
    }

    private async Task MeasureMemoryAsync(Report report, int targets)
    {
        await using var database = new SqliteBenchDatabase();
        await using var node = await Node.StartAsync(database, Settings);
        var campaign = new BenchCampaign(node, await node.SignUpAsync());
        await campaign.FillAsync(targets);
        await campaign.ListAsync(targets, ordinal => ordinal % CalledOneIn != 0);

        var before = LiveBytes();
        var (managed, whole) = (new List<double>(Parts), new List<double>(Parts));
        await campaign.RunAsync(Parts, run => run.Attempts + run.Skipped, targets, () =>
        {
            whole.Add(Environment.WorkingSet / BytesPerMb);
            managed.Add((LiveBytes() - before) / BytesPerMb);
        });
        report.Add(new Figure(Name, $"memory of a run over {targets:N0} targets, at each tenth", "MB", Better.Lower, managed) { Aim = 300 });
        report.Add(new Figure(Name, $"working set of the whole node meanwhile", "MB", Better.Lower, whole));
    }

    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
