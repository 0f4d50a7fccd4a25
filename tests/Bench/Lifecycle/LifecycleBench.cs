using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Raw;
using Switchboard.Bench.Reporting;

namespace Switchboard.Bench.Lifecycle;

/// <summary>Calls from acceptance to settlement with their events, in a store that is nearly empty and in one with a million calls.</summary>
public sealed class LifecycleBench : IBench
{
    private const int FewCalls = 1000;
    private const int ManyCalls = 1_000_000;

    public string Name => "lifecycle";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var template = await CallRecorder.RecordAsync();
        var calls = settings.Scaled(6000);
        foreach (var kind in BenchDatabase.Kinds(settings))
        {
            var limit = await LimitAsync(kind, template, calls, settings.Rounds);
            await using var database = await kind();
            var tenant = await SignUpAsync(database);
            StoreFill.Run(database, tenant.Id, [template], FewCalls);
            await MeasureAsync(settings, report, database, tenant, FewCalls, limit);
            var many = settings.Scaled(ManyCalls);
            StoreFill.Run(database, tenant.Id, [template], many);
            await MeasureAsync(settings, report, database, tenant, many, limit);
        }
    }

    private static async Task<double> LimitAsync(Func<Task<BenchDatabase>> kind, CallTemplate template, int calls, int rounds)
    {
        await using var database = await kind();
        return await RawCalls.RateAsync(database, template, calls, rounds);
    }

    private static async Task<BenchTenant> SignUpAsync(BenchDatabase database)
    {
        await using var node = await Node.StartAsync(database);
        return await node.SignUpAsync();
    }

    private async Task MeasureAsync(BenchSettings settings, Report report, BenchDatabase database, BenchTenant tenant, int stored, double limit)
    {
        await using var node = await Node.StartAsync(database, EngineCalls.Settings);
        var engine = new EngineCalls(node, tenant);
        var calls = settings.Scaled(6000);
        await engine.RateAsync(calls / 2);
        report.Add(new Figure(
            Name, $"calls accepted to settled, {stored:N0} in the store, {database.Name}", "a second", Better.Higher,
            await Rounds.OfAsync(settings.Rounds, () => engine.RateAsync(calls)))
        {
            Aim = database is SqliteBenchDatabase ? 1500 : 1000,
            Limit = limit,
            LimitName = "the same rows in the best batch",
        });
    }
}
