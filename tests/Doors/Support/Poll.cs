using System.Diagnostics;

namespace Switchboard.Tests.Doors.Support;

/// <summary>Waits for what the server does in its own time.</summary>
internal static class Poll
{
    // Much longer than anything takes here, and short enough for a test that fails.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks again and again until the answer is the one that is waited for, and gives it back.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isIt, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isIt(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(began) > Deadline)
                Assert.Fail($"{what}: not within {Deadline.TotalSeconds} s. The last answer was {answer}");
            await Task.Delay(LookEvery);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), holds => holds, what);
}
