namespace Switchboard.Api.Doors;

/// <summary>A page of a list that goes on from the last row of the page before.</summary>
/// <param name="Rows">The rows on it.</param>
/// <param name="HasMore">Whether there is a page behind it.</param>
internal readonly record struct KeysetPage<T>(IReadOnlyList<T> Rows, bool HasMore)
{
    /// <summary>Makes a page of the rows that were read: one more than fits on it was asked for, to know whether there is a next.</summary>
    public static KeysetPage<T> Of(IReadOnlyList<T> read, int limit) => read.Count > limit ? new([.. read.Take(limit)], true) : new(read, false);

    /// <summary>What the next page goes on from; null at the end.</summary>
    public TKey? Next<TKey>(Func<T, TKey> key)
        where TKey : class => HasMore ? key(Rows[^1]) : null;

    /// <summary>The same for a key that is a number.</summary>
    public long? NextNumber(Func<T, long> key) => HasMore ? key(Rows[^1]) : null;
}
