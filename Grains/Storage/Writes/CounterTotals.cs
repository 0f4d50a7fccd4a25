namespace Switchboard.Storage;

/// <summary>What a batch adds to the counters of one row.</summary>
/// <param name="Key">The key's values in the key's order.</param>
/// <param name="Deltas">One sum for each of <see cref="TableSchema.Counters"/>.</param>
internal readonly record struct CounterTotal(TableSchema Table, object?[] Key, long[] Deltas);

/// <summary>Adds the counters' changes of a batch up, so that each counter row is written once for all of them.</summary>
internal sealed class CounterTotals
{
    private readonly Dictionary<RowIdentity, long[]> _totals = [];

    /// <summary>Takes a change up, once its set has its ordinals.</summary>
    public void Add(CounterDelta counter)
    {
        var row = new RowIdentity(counter.Table, Index: null, counter.ResolvedKey);
        if (!_totals.TryGetValue(row, out long[]? deltas))
            deltas = _totals[row] = new long[counter.Table.Counters.Count];
        deltas[counter.Counter] += counter.Delta;
    }

    /// <summary>
    /// The rows whose counters change, by table and key: two nodes that write the same rows take them in the same order and so never wait for each other
    /// in a circle.
    /// </summary>
    public IReadOnlyList<CounterTotal> InKeyOrder() =>
    [
        .. _totals.Where(t => t.Value.Any(delta => delta != 0))
            .Select(t => new CounterTotal(t.Key.Table, t.Key.Values, t.Value))
            .OrderBy(t => t.Table.Name, StringComparer.Ordinal)
            .ThenBy(t => t.Key, KeyComparer.Instance),
    ];
}
