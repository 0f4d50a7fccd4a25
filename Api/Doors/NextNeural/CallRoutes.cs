namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/calls</c>: place calls and look at them.</summary>
internal static class CallRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
    }
}
