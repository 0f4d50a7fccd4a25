namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/calls</c>: steer a call that is under way.</summary>
internal static class TransferRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
    }
}
