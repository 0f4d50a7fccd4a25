namespace Switchboard.Bench.Measuring;

/// <summary>Keeps so many operations under way until all are done.</summary>
public static class Workers
{
    /// <summary>Runs operations 0 to <paramref name="count"/> − 1, at most <paramref name="concurrency"/> at once.</summary>
    public static Task RunAsync(int count, int concurrency, Func<int, Task> operation)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(WorkAsync)));

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref next) is var index && index < count) await operation(index);
        }
    }
}
