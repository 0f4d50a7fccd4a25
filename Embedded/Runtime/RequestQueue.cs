using System.Collections;

namespace Switchboard.Embedded;

/// <summary>Requests in the order they came. Taking the first one is cheap however many wait; taking another one is rare.</summary>
internal sealed class RequestQueue : IEnumerable<GrainRequest>
{
    private readonly List<GrainRequest?> items = [];
    private int head;

    public int Count => items.Count - head;

    /// <summary>How many of them may run while others do.</summary>
    public int InterleavingCount { get; private set; }

    public GrainRequest this[int index] => items[head + index]!;

    public void Add(GrainRequest request)
    {
        items.Add(request);
        if (request.Method.MayInterleave)
            InterleavingCount++;
    }

    public void RemoveAt(int index)
    {
        if (this[index].Method.MayInterleave)
            InterleavingCount--;
        if (index > 0)
        {
            items.RemoveAt(head + index);
            return;
        }

        items[head++] = null;
        // Moving what is left costs no more than the removals since the last time did.
        if (head * 2 >= items.Count)
        {
            items.RemoveRange(0, head);
            head = 0;
        }
    }

    public void Clear()
    {
        items.Clear();
        head = 0;
        InterleavingCount = 0;
    }

    public IEnumerator<GrainRequest> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
