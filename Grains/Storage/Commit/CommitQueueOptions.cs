namespace Switchboard.Storage;

/// <summary>Bounds of the commit queue. A bound that is reached answers <see cref="StoreBusyException"/>; nothing grows without one.</summary>
public sealed class CommitQueueOptions
{
    /// <summary>Rows in one batch. More makes the batch cheaper for each row and every commit in it slower.</summary>
    public int BatchRowsMax { get; set; } = 1024;

    /// <summary>Bytes in one batch; a larger set is written alone.</summary>
    public long BatchBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Rows waiting; the next set is refused.</summary>
    public int QueueRowsMax { get; set; } = 50_000;

    /// <summary>Bytes waiting; the next set is refused. Also the bound of one set.</summary>
    public long QueueBytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a set waits for its turn before it is given up as too busy. Longer hides an overload, shorter refuses short peaks.</summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a store that cannot write is tried again while nobody writes.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);
}
