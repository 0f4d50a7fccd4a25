using Switchboard.Storage;

namespace Switchboard.Agents;

/// <summary>The table of voice agents.</summary>
public static class AgentTables
{
    /// <summary>One row an agent. A deleted one stays for the calls that name it.</summary>
    public static readonly TableSchema Agents = new(
        "agents",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("name"), Column.Text("language"), Column.Text("status"),
            Column.Json("config"), Column.Timestamp("created_at"), Column.Timestamp("deleted_at").OrNull(),
        ],
        key: ["tenant_id", "id"]);

    /// <summary>Adds a new agent.</summary>
    public static WriteSet InsertAgent(this WriteSet set, Agent agent) => set.Insert(Agents, new Row
    {
        ["id"] = agent.Id,
        ["tenant_id"] = agent.TenantId,
        ["name"] = agent.Name,
        ["language"] = agent.Language,
        ["status"] = agent.Status,
        ["config"] = agent.Config,
        ["created_at"] = agent.CreatedAt,
    });

    internal static Agent Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("name"),
        row.Text("language"),
        row.Text("status"),
        row.Text("config"),
        row.Timestamp("created_at"));
}
