using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>The tables of endpoints, deliveries and attempts.</summary>
public static class WebhookTables
{
    /// <summary>
    /// The endpoints. What a customer gave never changes; the rest is written by the endpoint's grain. <c>due_at</c> is when it has
    /// something to do again: the next retry, or the breaker's next probe.
    /// </summary>
    public static readonly TableSchema Endpoints = new(
        "webhook_endpoints",
        [
            Column.Text("id"),
            Column.Text("tenant_id"),
            Column.Text("door"),
            Column.Text("name").OrNull(),
            Column.Text("url"),
            Column.Json("events"),
            Column.Blob("secret"),
            Column.Blob("headers").OrNull(),
            Column.Boolean("active"),
            Column.Text("disabled_reason").OrNull(),
            Column.Timestamp("created_at"),
            Column.Timestamp("last_delivery_at").OrNull(),
            Column.Int64("last_status").OrNull(),
            Column.Text("breaker"),
            Column.Int64("breaker_trips"),
            Column.Timestamp("breaker_until").OrNull(),
            .. DeadlineColumns.All,
        ],
        key: ["id"],
        indexes: [TableIndex.On("tenant_id", "id"), DeadlineColumns.Index]);

    /// <summary>
    /// The deliveries: one for each event, endpoint and name, so that an event that is dispatched again makes none anew. The key begins with
    /// the event's id, which begins with its time.
    /// </summary>
    public static readonly TableSchema Deliveries = new(
        "webhook_deliveries",
        [
            Column.Text("event_id"),
            Column.Text("endpoint_id"),
            Column.Text("name"),
            Column.Text("status"),
            Column.Int64("attempts"),
            Column.Timestamp("next_attempt_at"),
            Column.Timestamp("created_at"),
            Column.Timestamp("ended_at").OrNull(),
        ],
        key: ["event_id", "endpoint_id", "name"],
        // Holds only what still waits: finding the due ones costs the same however many have been delivered.
        indexes: [TableIndex.On("endpoint_id", "next_attempt_at").WhereEquals("status", "pending")]);

    /// <summary>The attempts, the endpoint's log. The id is a UUIDv7, so it sorts by time.</summary>
    public static readonly TableSchema Attempts = new(
        "webhook_attempts",
        [
            Column.Text("id"),
            Column.Text("endpoint_id"),
            Column.Text("event_id"),
            Column.Text("name"),
            Column.Int64("number"),
            Column.Timestamp("at"),
            Column.Int64("status_code").OrNull(),
            Column.Text("error").OrNull(),
            Column.Int64("duration_ms"),
            Column.Text("response").OrNull(),
        ],
        key: ["id"],
        indexes: [TableIndex.On("endpoint_id", "id"), TableIndex.On("event_id")]);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableSchema> All = [Endpoints, Deliveries, Attempts];
}
