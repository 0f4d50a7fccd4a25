namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/models/speakers</c>: voices of the tenant's own.</summary>
internal static class SpeakerRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
    }
}
