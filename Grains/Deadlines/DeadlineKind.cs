using Orleans;
using Switchboard.Storage;

namespace Switchboard.Deadlines;

/// <summary>A kind of grain that has deadlines.</summary>
/// <param name="Table">Its table, with the columns of <see cref="DeadlineColumns"/>; its name names the kind.</param>
/// <param name="KeyColumn">The column with the grain's key.</param>
/// <param name="WakeAfterRestart">
/// Whether its grains are called once when a shard is rebuilt, due or not: what they do goes on in a node's memory and must be taken in hand again.
/// </param>
/// <param name="GetTarget">The grain of a key.</param>
public sealed record DeadlineKind(
    TableSchema Table, string KeyColumn, bool WakeAfterRestart, Func<IGrainFactory, string, IDeadlineTarget> GetTarget);

/// <summary>The columns that a table of grains with deadlines has.</summary>
public static class DeadlineColumns
{
    /// <summary>When the grain is to be called; empty for never.</summary>
    public const string DueAt = "due_at";

    /// <summary>Its shard, <see cref="DeadlineShards.Of"/> its key.</summary>
    public const string DueShard = "due_shard";

    /// <summary>Both columns.</summary>
    public static readonly IReadOnlyList<Column> All = [Column.Timestamp(DueAt).OrNull(), Column.Int64(DueShard)];

    /// <summary>The index that finds the armed ones of a shard: it holds only those.</summary>
    public static readonly TableIndex Index = TableIndex.On(DueShard, DueAt).WhereNotNull(DueAt);
}
