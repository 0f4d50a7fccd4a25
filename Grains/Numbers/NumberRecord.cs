using Switchboard.Storage;

namespace Switchboard.Numbers;

/// <summary>What the store keeps for a number's grain.</summary>
internal sealed class NumberRecord
{
    /// <summary>The number; null before it was taken.</summary>
    public NumberState? Number { get; set; }
}

/// <summary>A number's record as a row.</summary>
internal sealed class NumberMapper : IRecordMapper<NumberRecord>
{
    public TableSchema Table => NumberTables.Numbers;

    public string KeyColumn => "id";

    public void Write(WriteSet set, string key, NumberRecord record, long version) =>
        set.Put(Table, NumberTables.ToRow(record.Number!), version);

    public NumberRecord Read(RowReader row) => new() { Number = NumberTables.ReadState(row) };
}
