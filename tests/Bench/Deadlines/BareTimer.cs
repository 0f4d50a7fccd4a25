namespace Switchboard.Bench.Deadlines;

/// <summary>How late this machine calls a single timer that has nothing else to do.</summary>
public static class BareTimer
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>The lateness of so many ticks in milliseconds.</summary>
    public static async Task<IReadOnlyList<double>> LatenessAsync(int ticks)
    {
        var lateness = new List<double>(ticks);
        for (var i = 0; i < ticks; i++)
        {
            var dueAt = TimeProvider.System.GetUtcNow() + Step;
            await Task.Delay(Step, TimeProvider.System);
            lateness.Add((TimeProvider.System.GetUtcNow() - dueAt).TotalMilliseconds);
        }

        return lateness;
    }
}
