using Switchboard.Agents;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>The document's examples of assistants.</summary>
internal static class AgentExamples
{
    private static readonly Agent Demo = Agent.Demo(tenantId: "", country: "US", new DateTimeOffset(2026, 1, 1, 11, 0, 0, TimeSpan.Zero));

    public static readonly ListResponse<ListedAgent> List = new(Total: 1, [ListedAgent.Of(Demo)]);

    public static readonly AgentDetail Detail = AgentDetail.Of(Demo);
}
