namespace Switchboard.Bench.Measuring;

/// <summary>Waits for a condition.</summary>
public static class Until
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Longer than any measurement takes: what does not hold by then never will.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Completes when it holds.</summary>
    /// <exception cref="TimeoutException">It does not hold for minutes; the message says what things are like instead.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        using var timer = new PeriodicTimer(Look);
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException(otherwise());
            await timer.WaitForNextTickAsync();
        }
    }
}
