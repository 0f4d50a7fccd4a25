using System.Net;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Http;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Reporting;

namespace Switchboard.Bench.Accept;

/// <summary>
/// <c>POST /cualify/api/v1/calls</c> over loopback: each answer is a call that is durably accepted and paid for by a hold. The carrier has one line, so
/// accepted calls wait and only their acceptance is measured.
/// </summary>
public sealed class AcceptBench : IBench
{
    private const int Connections = 64;

    public string Name => "accept";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var empty = await MeasureEmptyAsync(settings);
        foreach (var kind in BenchDatabase.Kinds(settings))
        {
            await using var database = await kind();
            var api = await MeasureApiAsync(settings, database);
            report.Add(new Figure(Name, $"calls accepted over HTTP, {database.Name}", "a second", Better.Higher, api.Rates)
            {
                Aim = 0.4 * empty.Rate,
                Limit = empty.Rate,
                LimitName = "an empty POST of the same size",
            });
            report.Add(new Figure(Name, $"time to accept a call at half that load, {database.Name}, p99", "ms", Better.Lower, [api.P99])
            {
                Aim = 50,
                Limit = empty.P99,
                LimitName = "an empty POST of the same size, at half its load",
            });
        }
    }

    private static async Task<Measured> MeasureEmptyAsync(BenchSettings settings)
    {
        await using var server = await ServerProcess.StartEmptyAsync();
        return await MeasureAsync(settings, server, PlaceCallRequest.To(server.Address, "/calls", new string('x', 40)));
    }

    private static async Task<Measured> MeasureApiAsync(BenchSettings settings, BenchDatabase database)
    {
        await using var server = await ServerProcess.StartApiAsync(
        [
            .. database.Settings.Select(setting => (setting.Key, setting.Value!)),
            ("RateLimits:Enabled", "false"),
            ("Billing:Trial:USD", "100000000"),
            ("Carrier:Simulator:MaxConcurrentCalls", "1"),
        ]);
        var key = await new Account(server.Http).CreateKeyAsync();
        return await MeasureAsync(settings, server, PlaceCallRequest.To(server.Address, "/cualify/api/v1/calls", key));
    }

    private static async Task<Measured> MeasureAsync(BenchSettings settings, ServerProcess server, byte[] request)
    {
        var duration = TimeSpan.FromSeconds(settings.Quick ? 1 : 5);
        var load = new HttpLoad(server.Address, request, (int)HttpStatusCode.Created);
        await load.ThroughputAsync(Connections, duration);
        var rates = await Rounds.OfAsync(settings.Rounds, () => load.ThroughputAsync(Connections, duration));
        var latencies = await load.LatenciesAsync(Connections, Statistics.Median(rates) / 2, duration);
        return new Measured(rates, Statistics.Percentile(latencies, 99));
    }

    private sealed record Measured(IReadOnlyList<double> Rates, double P99)
    {
        public double Rate => Statistics.Median(Rates);
    }
}
