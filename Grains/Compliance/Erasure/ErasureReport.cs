namespace Switchboard.Compliance;

/// <summary>What an erasure did, in numbers of rows by the names of their tables. Several threads may count at once.</summary>
public sealed class ErasureReport
{
    private readonly SortedDictionary<string, long> _erased = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _pseudonymised = new(StringComparer.Ordinal);

    /// <summary>Rows that are gone, or whose every word about the person is.</summary>
    public IReadOnlyDictionary<string, long> Erased => _erased;

    /// <summary>Rows that are kept for the audit, with a pseudonym in place of the number.</summary>
    public IReadOnlyDictionary<string, long> Pseudonymised => _pseudonymised;

    /// <summary>Rows changed so far.</summary>
    public long Total => _erased.Values.Sum() + _pseudonymised.Values.Sum();

    internal void Erase(string table, long rows) => Add(_erased, table, rows);

    internal void Pseudonymise(string table, long rows) => Add(_pseudonymised, table, rows);

    internal void Add(ErasureReport other)
    {
        foreach (var (table, rows) in other._erased)
            Erase(table, rows);
        foreach (var (table, rows) in other._pseudonymised)
            Pseudonymise(table, rows);
    }

    private static void Add(SortedDictionary<string, long> counts, string table, long rows)
    {
        if (rows == 0)
            return;
        lock (counts)
            counts[table] = counts.GetValueOrDefault(table) + rows;
    }
}
