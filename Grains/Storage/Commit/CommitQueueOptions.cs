using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Storage;

/// <summary>
/// Bounds of the commit queue; the section <c>Storage:Queue</c> of the configuration. A bound that is reached answers <see cref="StoreBusyException"/>; nothing
/// grows without one.
/// </summary>
public sealed class CommitQueueOptions
{
    private const string Section = "Storage:Queue";

    /// <summary><c>BatchRowsMax</c>: rows in one batch. More makes the batch cheaper for each row and every commit in it slower.</summary>
    public int BatchRowsMax { get; init; } = 1024;

    /// <summary><c>BatchBytesMax</c>: bytes in one batch; a larger set is written alone.</summary>
    public long BatchBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary><c>QueueRowsMax</c>: rows waiting; the next set is refused. Also the bound of one set.</summary>
    public int QueueRowsMax { get; init; } = 50_000;

    /// <summary><c>QueueBytesMax</c>: bytes waiting; the next set is refused. Also the bound of one set.</summary>
    public long QueueBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// <c>WaitSecondsMax</c>: how long a set waits for its turn before it is given up as too busy. Longer hides an overload, shorter refuses short peaks.
    /// </summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>ProbeSeconds</c>: how often a store that cannot write is tried again while nobody writes.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads the section. The queue's bounds cannot be made smaller than what the engine writes in one set.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static CommitQueueOptions Read(IConfiguration configuration)
    {
        var defaults = new CommitQueueOptions();
        return new CommitQueueOptions
        {
            BatchRowsMax = (int)Whole("BatchRowsMax", defaults.BatchRowsMax, 1, 100_000),
            BatchBytesMax = Whole("BatchBytesMax", defaults.BatchBytesMax, 1024, 256 * 1024 * 1024),
            QueueRowsMax = (int)Whole("QueueRowsMax", defaults.QueueRowsMax, 10_000, 10_000_000),
            QueueBytesMax = Whole("QueueBytesMax", defaults.QueueBytesMax, 16 * 1024 * 1024, 16L * 1024 * 1024 * 1024),
            // Who called a grain is told after 15 s that it does not answer; the store's own answer comes first.
            WaitMax = TimeSpan.FromSeconds(configuration.Number($"{Section}:WaitSecondsMax", defaults.WaitMax.TotalSeconds, 0.1, 12)),
            ProbeInterval = TimeSpan.FromSeconds(configuration.Number($"{Section}:ProbeSeconds", defaults.ProbeInterval.TotalSeconds, 0.1, 60)),
        };

        long Whole(string key, long fallback, long min, long max) => configuration.Whole($"{Section}:{key}", fallback, min, max);
    }
}
