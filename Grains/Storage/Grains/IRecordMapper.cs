namespace Switchboard.Storage;

/// <summary>Names that grains and the host agree on.</summary>
public static class StoreNames
{
    /// <summary>The storage provider of all grains: this store.</summary>
    public const string Grains = "store";
}

/// <summary>How a kind of grain's record becomes a row of its table and what goes with it, and back.</summary>
/// <typeparam name="T">The record: what the grain has as <c>IPersistentState&lt;T&gt;</c>.</typeparam>
public interface IRecordMapper<T>
{
    /// <summary>The versioned table.</summary>
    TableSchema Table { get; }

    /// <summary>The column with the grain's key, the table's primary key.</summary>
    string KeyColumn { get; }

    /// <summary>
    /// Puts the record's row into the set, and with it everything that is to be written in the same transaction: events,
    /// ledger rows, whatever the grain has left in the record for it.
    /// </summary>
    /// <param name="set">The write to fill.</param>
    /// <param name="key">The grain's key.</param>
    /// <param name="record">What to write.</param>
    /// <param name="version">The version that the row has now; 0 when there is none.</param>
    void Write(WriteSet set, string key, T record, long version);

    /// <summary>The record of a stored row.</summary>
    T Read(RowReader row);

    /// <summary>The write is durable; a record that was numbered by it takes its number here.</summary>
    void Committed(T record, CommitVerdict.Committed verdict)
    {
    }
}
