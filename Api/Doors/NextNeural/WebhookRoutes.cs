namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/webhooks</c>: be told of events instead of polling.</summary>
internal static class WebhookRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
    }
}
