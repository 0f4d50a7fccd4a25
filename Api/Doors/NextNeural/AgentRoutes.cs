namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/agents</c> and <c>/api/voice/samples</c>: who speaks.</summary>
internal static class AgentRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
    }
}
