namespace Switchboard.Agents;

/// <summary>A voice agent: who speaks in a call.</summary>
/// <param name="Id">UUIDv7; unique within its tenant.</param>
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
    /// <summary>
    /// The id that the first agent has in every tenant, so that the documents' examples can be sent as they are printed, with
    /// nothing filled in but a key.
    /// </summary>
    public const string DemoId = "01900000-0000-7000-8000-000000000001";

    /// <summary>The agent that every tenant starts with (contract, section 5).</summary>
    public static Agent Demo(string tenantId, string country, DateTimeOffset now) =>
        new(DemoId, tenantId, "Demo agent", country == "IN" ? "en-IN" : "en-US", "active", "{}", now);
}
