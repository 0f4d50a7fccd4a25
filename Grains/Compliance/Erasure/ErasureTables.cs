using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>The table of erasures: that somebody was erased, when and at whose word, in words that lead back to nobody.</summary>
public static class ErasureTables
{
    /// <summary>One row an erasure that was carried out.</summary>
    public static readonly TableSchema Erasures = new(
        "erasures",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("pseudonym"), Column.Text("requested_by"), Column.Timestamp("erased_at"),
            Column.Json("counts"),
        ],
        key: ["id"],
        indexes: [TableIndex.On("tenant_id", "pseudonym", "id")]);
}
