namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/contacts</c> and <c>/api/voice/customers</c>: the same people.</summary>
internal static class ContactRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1, IEndpointRouteBuilder voice)
    {
    }
}
