namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/ws/live/{call_uuid}</c>: a call as it happens.</summary>
internal static class LiveRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
    }
}
