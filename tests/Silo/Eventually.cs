namespace Switchboard.Tests.Silo;

/// <summary>Waits for a condition, looking often, and fails after a time that only a fault needs.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task Async(Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var timer = new PeriodicTimer(Look);
        var start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) Assert.Fail(otherwise());
            await timer.WaitForNextTickAsync();
        }
    }
}
