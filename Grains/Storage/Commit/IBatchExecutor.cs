namespace Switchboard.Storage;

/// <summary>What became of one set of a batch: the database's verdict, or the failure to get one.</summary>
internal readonly record struct SetOutcome(CommitVerdict? Verdict, StoreException? Failure)
{
    public static implicit operator SetOutcome(CommitVerdict verdict) => new(verdict, Failure: null);

    public static implicit operator SetOutcome(StoreException failure) => new(Verdict: null, failure);
}

/// <summary>
/// Writes batches to a database. Synchronous, one caller at a time: the commit queue calls it from the writer thread, the simulation in place.
/// </summary>
internal interface IBatchExecutor
{
    /// <summary>
    /// Writes the sets in as few transactions as it can, each set whole or not at all, and returns their outcomes in the same order. No two sets name the same
    /// <see cref="RowIdentity"/>. Does not throw for what the database does.
    /// </summary>
    IReadOnlyList<SetOutcome> Execute(IReadOnlyList<WriteSet> sets);

    /// <summary>Tries a write that changes nothing. Returns null when it went through, else why not.</summary>
    StoreUnavailableException? Probe();
}
