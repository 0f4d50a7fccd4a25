using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Storage;
using Switchboard.Voices;

namespace Switchboard.Agents;

/// <summary>The table of voice agents.</summary>
public static class AgentTables
{
    /// <summary>One row an agent, changed only on the condition of the revision that was read. A deleted one stays for the calls that name it.</summary>
    public static readonly TableSchema Agents = new(
        "agents",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("name"), Column.Text("language"), Column.Text("status"),
            Column.Json("config"), Column.Text("speaker_id").OrNull(), Column.Int64("revision"), Column.Timestamp("created_at"),
            Column.Timestamp("updated_at"), Column.Timestamp("deleted_at").OrNull(),
        ],
        key: ["tenant_id", "id"]);

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Adds a new agent.</summary>
    public static WriteSet InsertAgent(this WriteSet set, Agent agent)
    {
        var row = ToRow(agent);
        row["created_at"] = agent.CreatedAt;
        return set.Insert(Agents, row);
    }

    /// <summary>Puts a change into a set, on the condition that the agent is as it was read.</summary>
    internal static WriteSet UpdateAgent(this WriteSet set, Agent read, Agent changed) =>
        set.Update(Agents, ToRow(changed), AsRead(read), required: true);

    /// <summary>Deletes an agent but for the row, on the same condition.</summary>
    internal static WriteSet DeleteAgent(this WriteSet set, Agent read, DateTimeOffset now) => set.Update(
        Agents,
        new Row { ["tenant_id"] = read.TenantId, ["id"] = read.Id, ["revision"] = read.Revision + 1, ["updated_at"] = now, ["deleted_at"] = now },
        AsRead(read),
        required: true);

    internal static Agent Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("name"),
        row.Text("language"),
        row.Text("status"),
        ReadConfig(row.Text("config")),
        row.Timestamp("created_at"),
        row.Timestamp("updated_at"))
    {
        Revision = row.Int64("revision"),
        SpeakerId = row.TextOrNull("speaker_id"),
    };

    private static Row AsRead(Agent read) => new() { ["revision"] = read.Revision, ["deleted_at"] = null };

    private static AgentConfig ReadConfig(string json)
    {
        var config = JsonSerializer.Deserialize<AgentConfig>(json, Json)!;
        return config.Voice is null ? config with { Voice = VoiceConfig.Open } : config;
    }

    private static Row ToRow(Agent agent) => new()
    {
        ["id"] = agent.Id,
        ["tenant_id"] = agent.TenantId,
        ["name"] = agent.Name,
        ["language"] = agent.Language,
        ["status"] = agent.Status,
        ["config"] = JsonSerializer.Serialize(agent.Config, Json),
        ["speaker_id"] = agent.SpeakerId,
        ["revision"] = agent.Revision,
        ["updated_at"] = agent.UpdatedAt,
    };
}
