namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/customers/import</c>: people from a CSV file.</summary>
internal static class ImportRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
    }
}
