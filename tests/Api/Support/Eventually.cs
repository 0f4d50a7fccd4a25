using System.Diagnostics;

namespace Switchboard.Tests.Api.Support;

/// <summary>Waits for what happens in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks again and again until the condition holds, and fails when it does not within the time.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan within, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < within, $"{what}: not within {within.TotalSeconds} s.");
            await Task.Delay(LookEvery);
        }
    }
}
