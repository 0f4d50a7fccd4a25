using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Tables of every sort, as a feature would declare them.</summary>
internal static class TestModel
{
    public static readonly TableSchema CallTable = new(
        "calls",
        columns:
        [
            Column.Text("tenant_id"),
            Column.Text("id"),
            Column.Int64("ordinal"),
            Column.Text("status"),
            Column.Text("external_id").OrNull(),
            Column.Timestamp("due_at").OrNull(),
            Column.Json("state"),
        ],
        key: ["tenant_id", "id"],
        versioned: true,
        ordinal: new OrdinalColumn("ordinal", Scope: "tenant_id"),
        indexes:
        [
            TableIndex.Unique("tenant_id", "ordinal"),
            TableIndex.Unique("tenant_id", "external_id"),
            TableIndex.On("tenant_id", "status", "ordinal DESC"),
            TableIndex.On("due_at").WhereNotNull("due_at"),
        ]);

    public static readonly TableSchema EventTable = new(
        "events",
        columns:
        [
            Column.Text("id"),
            Column.Text("call_id"),
            Column.Int64("sequence"),
            Column.Boolean("published"),
            Column.Json("body"),
        ],
        key: ["id"],
        indexes: [TableIndex.Unique("call_id", "sequence"), TableIndex.On("id").WhereEquals("published", value: false) with { Name = "ix_events_unpublished" }]);

    public static readonly TableSchema ContactTable = new(
        "contacts",
        columns:
        [
            Column.Text("tenant_id"),
            Column.Text("phone"),
            Column.Text("name").OrNull(),
            Column.Real("score").OrNull(),
            Column.Boolean("blocked"),
            Column.Timestamp("created_at"),
            Column.Blob("photo").OrNull(),
        ],
        key: ["tenant_id", "phone"]);

    public static readonly TableSchema CounterTable = new(
        "counters", [Column.Text("tenant_id"), Column.Text("name"), Column.Int64("n"), Column.Int64("sum")], key: ["tenant_id", "name"]);

    public static readonly TableSchema BlockTable = new(
        "blocks", [Column.Text("tenant_id"), Column.Int64("block"), Column.Int64("n")], key: ["tenant_id", "block"]);

    public static StoreModel Create() => new([CallTable, EventTable, ContactTable, CounterTable, BlockTable]);

    public static Row Call(string tenant, string id, string status = "queued", string? externalId = null) => new()
    {
        ["tenant_id"] = tenant,
        ["id"] = id,
        ["status"] = status,
        ["external_id"] = externalId,
        ["state"] = $$"""{"status":"{{status}}"}""",
    };

    public static Row Event(string id, string callId, long sequence) => new()
    {
        ["id"] = id,
        ["call_id"] = callId,
        ["sequence"] = sequence,
        ["published"] = false,
        ["body"] = "{}",
    };

    public static Row CallKey(string tenant, string id) => new() { ["tenant_id"] = tenant, ["id"] = id };

    public static Row CounterKey(string tenant, string name) => new() { ["tenant_id"] = tenant, ["name"] = name };
}
