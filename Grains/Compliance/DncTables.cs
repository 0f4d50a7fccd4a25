using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>The tables of the do-not-call lists.</summary>
public static class DncTables
{
    /// <summary>One row for each number of a tenant. The number of an erased person is kept as its pseudonym, without anything else about it.</summary>
    public static readonly TableSchema Entries = new(
        "dnc",
        [
            Column.Text("tenant_id"), Column.Text("phone_e164"), Column.Text("id"), Column.Text("reason").OrNull(),
            Column.Text("source"), Column.Timestamp("added_at"),
        ],
        key: ["tenant_id", "phone_e164"],
        indexes: [TableIndex.On("tenant_id", "added_at DESC", "id DESC")]);

    /// <summary>The entries that were taken off the lists, each as it was and by whom: what the lists themselves no longer tell.</summary>
    public static readonly TableSchema Removals = new(
        "dnc_removals",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("phone_e164"), Column.Text("reason").OrNull(), Column.Text("source"),
            Column.Timestamp("added_at"), Column.Timestamp("removed_at"), Column.Text("removed_by"),
        ],
        key: ["id"],
        indexes: [TableIndex.On("tenant_id", "phone_e164", "removed_at"), TableIndex.On("tenant_id", "id")]);

    internal static Row Key(string tenantId, string phone) => new() { ["tenant_id"] = tenantId, ["phone_e164"] = phone };

    internal static Row ToRow(string tenantId, DncEntry entry) => new()
    {
        ["tenant_id"] = tenantId,
        ["phone_e164"] = entry.Phone,
        ["id"] = entry.Id,
        ["reason"] = entry.Reason,
        ["source"] = entry.Source,
        ["added_at"] = entry.AddedAt,
    };

    internal static Row ToRow(string tenantId, DncRemoval removal) => new()
    {
        ["id"] = removal.Id,
        ["tenant_id"] = tenantId,
        ["phone_e164"] = removal.Entry.Phone,
        ["reason"] = removal.Entry.Reason,
        ["source"] = removal.Entry.Source,
        ["added_at"] = removal.Entry.AddedAt,
        ["removed_at"] = removal.RemovedAt,
        ["removed_by"] = removal.RemovedBy,
    };

    internal static DncEntry Read(RowReader row) =>
        new(row.Text("id"), row.Text("phone_e164"), row.TextOrNull("reason"), row.Text("source"), row.Timestamp("added_at"));

    internal static DncRemoval ReadRemoval(RowReader row) => new(row.Text("id"), Read(row), row.Timestamp("removed_at"), row.Text("removed_by"));
}
