using System.Collections.Immutable;
using Orleans;

namespace Switchboard.Deadlines;

/// <summary>Tells the scheduler of deadlines that were committed. A hint only: the stored column is the truth.</summary>
public sealed class DeadlineArmer(IGrainFactory grains)
{
    /// <summary>The grain wants to be called then; null: no longer.</summary>
    public void Arm(string kind, string key, DateTimeOffset? dueAt)
    {
        var shard = grains.GetGrain<IDeadlineShardGrain>(DeadlineShards.Of(key).ToString());
        // One-way: completes when it is sent, and what gets lost is found by the shard's sweep.
        _ = shard.Arm(ImmutableArray.Create(new Deadline(kind, key, dueAt)));
    }
}
