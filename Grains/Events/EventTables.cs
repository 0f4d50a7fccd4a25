using Switchboard.Storage;

namespace Switchboard.Events;

/// <summary>The table of events: outbox, timeline, audit trail and source of webhooks in one.</summary>
public static class EventTables
{
    /// <summary>The events, each written in the transaction of the change that it tells of.</summary>
    public static readonly TableSchema Events = new(
        "events",
        [
            Column.Text("id"),
            Column.Text("tenant_id"),
            Column.Text("type"),
            Column.Text("subject_id"),
            Column.Int64("sequence"),
            Column.Timestamp("at"),
            Column.Json("data"),
            Column.Boolean("published"),
        ],
        key: ["id"],
        indexes:
        [
            TableIndex.On("subject_id", "sequence"),
            // Holds only what still waits, so finding it costs the same however long the log is.
            TableIndex.On("tenant_id", "at").WhereEquals("published", false),
        ]);

    internal static EngineEvent Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("type"),
        row.Text("subject_id"),
        row.Int64("sequence"),
        row.Timestamp("at"),
        row.Text("data"));
}
