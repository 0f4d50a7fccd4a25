namespace Switchboard.Bench.Measuring;

/// <summary>Repeats a measurement.</summary>
public static class Rounds
{
    /// <summary>The results of so many rounds, one after the other.</summary>
    public static async Task<IReadOnlyList<double>> OfAsync(int rounds, Func<Task<double>> measure)
    {
        var results = new List<double>(rounds);
        for (var round = 0; round < rounds; round++) results.Add(await measure());
        return results;
    }

    /// <summary>How many a second, when so many took the time that <paramref name="work"/> takes.</summary>
    public static async Task<double> RateAsync(int count, Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return count / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
