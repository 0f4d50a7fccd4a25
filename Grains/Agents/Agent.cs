namespace Switchboard.Agents;

/// <summary>A voice agent: who speaks in a call.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Language">BCP 47 tag of its conversations, such as <c>en-IN</c>.</param>
/// <param name="Status"><c>active</c> or <c>inactive</c>.</param>
/// <param name="Config">Everything else about it, as a JSON object.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record Agent(
    string Id,
    string TenantId,
    string Name,
    string Language,
    string Status,
    string Config,
    DateTimeOffset CreatedAt)
{
    /// <summary>The agent that every tenant starts with (contract, section 5).</summary>
    public static Agent Demo(string id, string tenantId, string country, DateTimeOffset now) =>
        new(id, tenantId, "Demo agent", country == "IN" ? "en-IN" : "en-US", "active", "{}", now);
}
