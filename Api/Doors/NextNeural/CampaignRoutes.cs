namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/campaigns</c> and <c>/api/voice/flows</c>: the same records.</summary>
internal static class CampaignRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1, IEndpointRouteBuilder voice)
    {
    }
}
