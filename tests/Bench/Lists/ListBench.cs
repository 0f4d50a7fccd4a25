using Microsoft.Extensions.DependencyInjection;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Raw;
using Switchboard.Bench.Reporting;
using Switchboard.Calls;
using Switchboard.Storage;

namespace Switchboard.Bench.Lists;

/// <summary>Pages of a tenant's calls with their true total, when there are a million of them.</summary>
public sealed class ListBench : IBench
{
    private const int PageSize = 50;
    private const double AimMs = 5;

    public string Name => "list";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var completed = await CallRecorder.RecordAsync(EngineCalls.Number);
        var busy = await CallRecorder.RecordAsync(EngineCalls.BusyNumber);
        foreach (var kind in BenchDatabase.Kinds(settings))
        {
            await using var database = await kind();
            var tenant = await SignUpAsync(database);
            var count = settings.Scaled(1_000_000);
            StoreFill.Run(database, tenant.Id, [completed, completed, busy], count);
            await MeasureAsync(settings, report, database, tenant, count);
        }
    }

    private static async Task<BenchTenant> SignUpAsync(BenchDatabase database)
    {
        await using var node = await Node.StartAsync(database);
        return await node.SignUpAsync();
    }

    private async Task MeasureAsync(BenchSettings settings, Report report, BenchDatabase database, BenchTenant tenant, int count)
    {
        await using var node = await Node.StartAsync(database);
        var register = node.Services.GetRequiredService<CallRegister>();
        (string Name, CallStatus? Status, long Offset)[] pages =
        [
            ("page 1", null, 0),
            ("a deep page", null, count * 9L / 10),
            ("page 1 of the completed", CallStatus.Completed, 0),
            ("a deep page of the completed", CallStatus.Completed, count * 6L / 10),
        ];
        foreach (var (name, status, offset) in pages)
        {
            var limit = await P95Async(settings, () => ReadRowsAsync(node.Store, tenant.Id, count - offset));
            await P95Async(settings, ReadPageAsync);
            var rounds = await Rounds.OfAsync(settings.Rounds, () => P95Async(settings, ReadPageAsync));
            report.Add(new Figure(Name, $"{name} of {count:N0} calls with the total, {database.Name}, p95", "ms", Better.Lower, rounds)
            {
                Aim = AimMs,
                Limit = limit,
                LimitName = "reading so many rows by their numbers",
            });

            async Task ReadPageAsync()
            {
                var page = await register.PageAsync(tenant.Id, CallFilter.Of(status), PageSize, offset);
                if (page.Rows.Count != PageSize || page.Total < offset) throw new InvalidOperationException($"{name}: {page.Rows.Count} calls of {page.Total}.");
            }
        }
    }

    private static async Task<double> P95Async(BenchSettings settings, Func<Task> read)
    {
        var times = new List<double>();
        for (var i = 0; i < settings.Scaled(1000); i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await read();
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return Statistics.Percentile(times, 95);
    }

    /// <summary>The least that any list must do.</summary>
    private static async Task ReadRowsAsync(IStore store, string tenantId, long before) => await store.QueryAsync(
        new SqlQuery($"SELECT state FROM calls WHERE tenant_id = @tenant AND ordinal < @before ORDER BY ordinal DESC LIMIT {PageSize}")
        {
            ["tenant"] = tenantId,
            ["before"] = before,
        },
        row => row.Text("state").Length);
}
