namespace Switchboard.Deadlines;

/// <summary>
/// Deadlines in the order of their times, one a grain. Moving a deadline to later or removing it leaves its heap entry
/// where it is: the entry is put right when its turn comes, so that a busy grain costs one entry and not one for each change.
/// </summary>
public sealed class DeadlineHeap
{
    private readonly Dictionary<(string Kind, string Key), DateTimeOffset> _dueAt = [];
    private readonly PriorityQueue<(string Kind, string Key), DateTimeOffset> _heap = new();

    /// <summary>Grains with a deadline.</summary>
    public int Count => _dueAt.Count;

    /// <summary>Whether the grain has a deadline here.</summary>
    public bool Contains(string kind, string key) => _dueAt.ContainsKey((kind, key));

    /// <summary>Sets the grain's deadline, replacing an earlier one.</summary>
    public void Set(string kind, string key, DateTimeOffset dueAt)
    {
        var id = (kind, key);
        var isCovered = _dueAt.TryGetValue(id, out var known) && known <= dueAt;
        _dueAt[id] = dueAt;
        if (!isCovered) _heap.Enqueue(id, dueAt);
    }

    /// <summary>The grain has no deadline any more.</summary>
    public void Remove(string kind, string key) => _dueAt.Remove((kind, key));

    /// <summary>When the next deadline may be due; null when there is none.</summary>
    public DateTimeOffset? NextAt => _heap.TryPeek(out _, out var at) ? at : null;

    /// <summary>Takes the next grain whose deadline has passed; it has none here until it is set again.</summary>
    public bool TryTakeDue(DateTimeOffset now, out string kind, out string key, out DateTimeOffset dueAt)
    {
        while (_heap.TryPeek(out var id, out var at) && at <= now)
        {
            _heap.Dequeue();
            if (!_dueAt.TryGetValue(id, out dueAt)) continue;
            if (dueAt > now)
            {
                if (at != dueAt) _heap.Enqueue(id, dueAt);
                continue;
            }

            _dueAt.Remove(id);
            (kind, key) = id;
            return true;
        }

        (kind, key, dueAt) = ("", "", default);
        return false;
    }
}
