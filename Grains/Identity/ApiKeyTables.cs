using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>The table of API keys.</summary>
public static class ApiKeyTables
{
    internal const string SlotIndex = "ux_api_keys_slot";

    /// <summary>
    /// One row a key. Every active key of a tenant holds one of its numbered slots, so that the unique index keeps the number of
    /// active keys within the limit however many are minted at the same moment.
    /// </summary>
    public static readonly TableSchema Keys = new(
        "api_keys",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Int64("slot").OrNull(), Column.Text("hash"), Column.Text("prefix"),
            Column.Text("name"), Column.Int64("permissions"), Column.Timestamp("created_at"), Column.Text("created_by_user_id").OrNull(),
            Column.Timestamp("expires_at").OrNull(), Column.Timestamp("last_used_at").OrNull(), Column.Text("last_used_ip").OrNull(),
            Column.Timestamp("revoked_at").OrNull(), Column.Text("revoked_reason").OrNull(),
        ],
        key: ["id"],
        indexes:
        [
            TableIndex.Unique("hash"),
            TableIndex.On("tenant_id", "id"),
            TableIndex.Unique("tenant_id", "slot").WhereNotNull("slot") with { Name = SlotIndex },
        ]);

    internal static WriteSet InsertKey(this WriteSet set, ApiKey key, string hash, int slot) => set.Insert(Keys, new Row
    {
        ["id"] = key.Id,
        ["tenant_id"] = key.TenantId,
        ["slot"] = slot,
        ["hash"] = hash,
        ["prefix"] = key.Prefix,
        ["name"] = key.Name,
        ["permissions"] = (int)key.Permissions,
        ["created_at"] = key.CreatedAt,
        ["created_by_user_id"] = key.CreatedByUserId,
        ["expires_at"] = key.ExpiresAt,
    });

    internal static ApiKey Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("name"),
        row.Text("prefix"),
        (Permissions)row.Int64("permissions"),
        row.Timestamp("created_at"),
        row.TextOrNull("created_by_user_id"),
        row.TimestampOrNull("expires_at"),
        row.TimestampOrNull("last_used_at"),
        row.TextOrNull("last_used_ip"),
        row.TimestampOrNull("revoked_at"),
        row.TextOrNull("revoked_reason"));
}
