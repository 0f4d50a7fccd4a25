using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Switchboard.Deadlines;

/// <summary>A grain that wants to be called when its stored deadline has come.</summary>
[Alias("switchboard.IDeadlineTarget")]
public interface IDeadlineTarget : IGrainWithStringKey
{
    /// <summary>
    /// The stored deadline has passed, or this node has just taken the grain over. May come late, early or twice: the
    /// grain looks at its own state and clock.
    /// </summary>
    /// <returns>When it wants to be called next; null for never.</returns>
    [Alias("OnDeadline")]
    Task<DateTimeOffset?> OnDeadline();
}

/// <summary>
/// One shard of the scheduler: a heap of the deadlines of its grains, rebuilt from the stored column <c>due_at</c>.
/// The key is the shard's number. A hundred thousand armed deadlines are that many heap entries and one timer.
/// </summary>
[Alias("switchboard.IDeadlineShardGrain")]
public interface IDeadlineShardGrain : IGrainWithStringKey
{
    /// <summary>
    /// Tells of deadlines just committed. A hint: what is lost on the way is found again in the store by the sweep.
    /// A grain need not tell of a deadline that has moved to later: it is asked at the earlier time and answers the new one.
    /// </summary>
    [Alias("Arm"), OneWay]
    Task Arm(ImmutableArray<Deadline> deadlines);

    /// <summary>Loads the shard if it is not, and answers how many deadlines it holds.</summary>
    [Alias("Wake")]
    Task<int> Wake();

    /// <summary>
    /// A node is gone, and with it what its grains did in memory: every grain whose kind is woken after a restart is called once, due or not, and one that another
    /// node has in hand answers so. Repeats for the same node are ignored.
    /// </summary>
    /// <param name="node">Names the node and its start.</param>
    [Alias("NodeLost")]
    Task NodeLost(string node);
}

/// <summary>A deadline of a grain.</summary>
/// <param name="Kind">Which kind of grain; the name of its table.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="DueAt">When it is to be called; null when it no longer wants to be.</param>
[GenerateSerializer, Immutable, Alias("switchboard.deadline")]
public sealed record Deadline(string Kind, string Key, DateTimeOffset? DueAt);
