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
            // W3C trace context, so that a webhook is part of the trace of what it tells of.
            Column.Text("trace_parent").OrNull(),
        ],
        key: ["id"],
        indexes:
        [
            TableIndex.On("subject_id", "sequence"),
            // Holds only what still waits, so finding it costs the same however long the log is.
            TableIndex.On("tenant_id", "at").WhereEquals("published", false),
        ]);

    /// <summary>What <see cref="Read"/> reads.</summary>
    internal const string Columns = "id, tenant_id, type, subject_id, sequence, at, data, trace_parent";

    internal static EngineEvent Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("type"),
        row.Text("subject_id"),
        row.Int64("sequence"),
        row.Timestamp("at"),
        row.Text("data"),
        row.TextOrNull("trace_parent"));
}
