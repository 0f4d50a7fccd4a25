using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;

namespace Switchboard.Bench.Raw;

/// <summary>The machine's limit: the rows of calls written by prepared statements in batches of the best size.</summary>
public static class RawCalls
{
    /// <summary>Calls in a transaction. Smaller ones pay more for each commit, larger ones leave the caches.</summary>
    private static readonly int[] BatchSizes = [50, 250, 1000];

    /// <summary>Calls a second with the batch size that is best here, the median of the rounds with each.</summary>
    public static async Task<double> RateAsync(BenchDatabase database, CallTemplate template, int calls, int rounds)
    {
        await CreateTablesAsync(database);
        using var writer = database.OpenRaw(template.Writes);
        var written = 0L;
        var best = 0d;
        foreach (var size in BatchSizes)
        {
            var rates = await Rounds.OfAsync(rounds, async () =>
            {
                var batches = Enumerable.Range(0, calls).Select(_ => template.For(++written, TimeProvider.System.GetUtcNow())).Chunk(size).ToList();
                return await Rounds.RateAsync(calls, () => Task.Run(() => batches.ForEach(writer.Write)));
            });
            best = Math.Max(best, Statistics.Median(rates));
        }

        return best;
    }

    /// <summary>A node makes its tables when it starts.</summary>
    private static async Task CreateTablesAsync(BenchDatabase database)
    {
        await using var node = await Node.StartAsync(database);
    }
}
