namespace Switchboard.Storage;

/// <summary>What became of a write set that the database decided on. Anything but <see cref="Committed"/> means that nothing of it was written.</summary>
public abstract record CommitVerdict
{
    private CommitVerdict()
    {
    }

    /// <summary>All of it is durable.</summary>
    /// <param name="Versions">The new version of each row put, in the order of the puts.</param>
    /// <param name="Ordinals">The ordinal of each row that was inserted into a table with an ordinal column, in the order of the inserts.</param>
    public sealed record Committed(IReadOnlyList<long> Versions, IReadOnlyList<long> Ordinals) : CommitVerdict;

    /// <summary>A row put (or deleted by version) does not have the expected version: somebody else wrote it.</summary>
    public sealed record Stale(string Table, string Key) : CommitVerdict;

    /// <summary>A row with the same primary key or the same values of a unique index exists.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="Index">The unique index's name, or <c>pk_&lt;table&gt;</c> when it is the primary key, alone or among others.</param>
    public sealed record Duplicate(string Table, string Index) : CommitVerdict;

    /// <summary>A row that had to be there for an update or a delete was not (or did not meet its condition).</summary>
    public sealed record Missing(string Table, string Key) : CommitVerdict;
}
