using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>What the store keeps for an approval's grain.</summary>
internal sealed class ApprovalRecord
{
    /// <summary>The approval; null before it was opened.</summary>
    public ApprovalState? Approval { get; set; }
}

/// <summary>An approval's record as a row.</summary>
internal sealed class ApprovalMapper : IRecordMapper<ApprovalRecord>
{
    public TableSchema Table => ApprovalTables.Approvals;

    public string KeyColumn => "id";

    public void Write(WriteSet set, string key, ApprovalRecord record, long version) =>
        set.Put(Table, ApprovalTables.ToRow(record.Approval!), version);

    public ApprovalRecord Read(RowReader row) => new() { Approval = ApprovalTables.ReadState(row) };
}
