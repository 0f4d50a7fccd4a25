using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Reporting;

namespace Switchboard.Bench.Start;

/// <summary>From the start of the process to the first request served, on an empty folder, and what it then has in memory when nobody asks for anything.</summary>
public sealed class StartBench : IBench
{
    private const int Starts = 5;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    public string Name => "start";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var starts = settings.Quick ? 1 : Starts;
        var empty = await StartsAsync(starts, ServerProcess.StartEmptyAsync);
        var api = await StartsAsync(starts, () => ServerProcess.StartApiAsync());
        report.Add(new Figure(Name, "time to ready", "ms", Better.Lower, [.. api.Select(start => start.Ms)])
        {
            Aim = 1000,
            Limit = Statistics.Median([.. empty.Select(start => start.Ms)]),
            LimitName = "an empty minimal API",
        });
        report.Add(new Figure(Name, "idle memory", "MB", Better.Lower, [.. api.Select(start => start.Mb)])
        {
            Aim = 120,
            Limit = Statistics.Median([.. empty.Select(start => start.Mb)]),
            LimitName = "an empty minimal API",
        });
    }

    private static async Task<IReadOnlyList<(double Ms, double Mb)>> StartsAsync(int count, Func<Task<ServerProcess>> start)
    {
        var results = new List<(double, double)>(count);
        for (var i = 0; i < count; i++)
        {
            await using var server = await start();
            await Task.Delay(Idle, TimeProvider.System);
            results.Add((server.TimeToReady.TotalMilliseconds, server.MemoryMb));
        }

        return results;
    }
}
