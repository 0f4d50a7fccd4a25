namespace Switchboard.Storage;

/// <summary>Adds the counters' changes of a batch up, so that each counter row is written once for all of them.</summary>
internal sealed class CounterTotals
{
    private readonly Dictionary<(RowIdentity Row, int Column), long> _totals = [];

    /// <summary>Takes a change up, the ordinals of its set put into its key.</summary>
    public void Add(CounterDelta counter, IReadOnlyList<long> ordinals)
    {
        var key = (new RowIdentity(counter.Table, Index: null, counter.KeyWith(ordinals)), counter.Column);
        _totals[key] = _totals.GetValueOrDefault(key) + counter.Delta;
    }

    /// <summary>
    /// The sums that are not 0, by table and key: two nodes that write the same counters take their rows in the same order and so never wait for each other in
    /// a circle.
    /// </summary>
    public IReadOnlyList<(TableSchema Table, object[] Key, int Column, long Delta)> InKeyOrder() =>
    [
        .. _totals.Where(t => t.Value != 0)
            .Select(t => (t.Key.Row.Table, Key: (object[])t.Key.Row.Values!, t.Key.Column, Delta: t.Value))
            .OrderBy(t => t.Table.Name, StringComparer.Ordinal)
            .ThenBy(t => t.Column)
            .ThenBy(t => t.Key, KeyComparer.Instance),
    ];
}

/// <summary>Orders keys part by part, text by its characters' numbers.</summary>
internal sealed class KeyComparer : IComparer<object?[]>
{
    public static readonly KeyComparer Instance = new();

    public int Compare(object?[]? x, object?[]? y)
    {
        for (int i = 0; i < x!.Length; i++)
        {
            int order = x[i] is string text ? string.CompareOrdinal(text, (string?)y![i]) : Comparer<object>.Default.Compare(x[i], y![i]);
            if (order != 0)
                return order;
        }

        return 0;
    }
}
