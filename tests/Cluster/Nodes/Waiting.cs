using System.Diagnostics;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>Waits for what processes do in their own time.</summary>
public static class Waiting
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within the time.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan within, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > within) throw new TimeoutException($"Waited {within.TotalSeconds} s in vain for {what}.");
            await Task.Delay(LookEvery);
        }
    }
}
