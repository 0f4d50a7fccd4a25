namespace Switchboard.Api.Health;

/// <summary><c>GET /healthz</c>: what a load balancer or an orchestrator asks.</summary>
public static class HealthEndpoint
{
    /// <summary>Registers the route.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], Get).ExcludeFromDescription();

    private static IResult Get(Readiness readiness) => Results.Json(
        new { status = readiness.Phase },
        statusCode: readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
