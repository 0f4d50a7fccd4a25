namespace Switchboard.Caching;

/// <summary>
/// Keeps rows that every request needs for a short time on this node. What another node changes is seen when the entry has
/// aged out; what this node changes is dropped with <see cref="Remove"/> and seen at once.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="age">How long an entry is used; the longest that a change elsewhere goes unnoticed.</param>
/// <param name="capacity">At most so many entries.</param>
public sealed class TimedCache<TKey, TValue>(TimeProvider time, TimeSpan age, int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly Lock _lock = new();
    private long _removals;

    /// <summary>The entry, loaded when there is none or it is too old. What does not exist (null) is not kept.</summary>
    public async ValueTask<TValue?> GetAsync(TKey key, Func<TKey, Task<TValue?>> load)
    {
        long removals;
        long askedAt = time.GetTimestamp();
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry) && IsFresh(entry))
                return entry.Value;
            removals = _removals;
        }

        var value = await load(key);
        if (value is not null)
            Keep(key, value, askedAt, removals);
        return value;
    }

    /// <summary>Drops an entry, after the change to its row is committed.</summary>
    public void Remove(TKey key)
    {
        lock (_lock)
        {
            _removals++;
            _entries.Remove(key);
        }
    }

    // A load that overlapped a removal may have read the row as it was before, so its result is not kept.
    private void Keep(TKey key, TValue value, long askedAt, long removalsBefore)
    {
        lock (_lock)
        {
            if (removalsBefore != _removals)
                return;
            if (_entries.Count >= capacity)
                MakeRoom();
            _entries[key] = new Entry(value, askedAt);
        }
    }

    private void MakeRoom()
    {
        foreach (var key in _entries.Where(pair => !IsFresh(pair.Value)).Select(pair => pair.Key).ToList())
            _entries.Remove(key);
        if (_entries.Count >= capacity)
            _entries.Clear();
    }

    private bool IsFresh(Entry entry) => time.GetElapsedTime(entry.AskedAt) < age;

    // Its age counts from before it was read: what was changed while the answer was on its way is seen no later for that.
    private readonly record struct Entry(TValue Value, long AskedAt);
}
