using System.Text;

namespace Switchboard.Deadlines;

/// <summary>Which shard of the scheduler looks after a grain.</summary>
public static class DeadlineShards
{
    /// <summary>The number of shards. Part of the stored data: changing it needs a migration of the columns <c>due_shard</c>.</summary>
    public const int Count = 8;

    /// <summary>The shard of a grain's key: the same on every node and in every version (FNV-1a, 32 bits).</summary>
    public static int Of(string key)
    {
        var hash = 2166136261u;
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Math.Min(key.Length, 128))];
        var length = Encoding.UTF8.GetBytes(key.AsSpan(0, Math.Min(key.Length, 128)), utf8);
        foreach (var value in utf8[..length]) hash = unchecked((hash ^ value) * 16777619u);
        return (int)(hash % Count);
    }

    /// <summary>The keys of all shard grains.</summary>
    public static IEnumerable<string> Keys => Enumerable.Range(0, Count).Select(shard => shard.ToString());
}
