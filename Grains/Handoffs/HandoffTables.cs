using Switchboard.Storage;

namespace Switchboard.Handoffs;

/// <summary>The tables of people whom calls are handed to.</summary>
public static class HandoffTables
{
    /// <summary>
    /// One row a person, who may serve several queues and is in one call at most: <c>call_id</c> is that call, written in the transaction that hands it over
    /// and cleared in the one that ends it.
    /// </summary>
    public static readonly TableSchema People = new(
        "human_agents",
        [
            Column.Text("tenant_id"), Column.Text("agent"), Column.Text("phone"), Column.Text("call_id").OrNull(),

            // When the last call ended: who has waited for longest is next. Null before the first.
            Column.Timestamp("free_since").OrNull(),
        ],
        key: ["tenant_id", "agent"],
        indexes: [TableIndex.On("tenant_id", "phone")]);

    /// <summary>One row for each queue that a person serves.</summary>
    public static readonly TableSchema Members = new(
        "queue_members",
        [Column.Text("tenant_id"), Column.Text("queue"), Column.Text("agent"), Column.Boolean("available")],
        key: ["tenant_id", "queue", "agent"],
        indexes: [TableIndex.On("tenant_id", "agent")]);
}
