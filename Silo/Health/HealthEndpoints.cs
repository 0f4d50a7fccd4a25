using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Silo.Health;

/// <summary>What a load balancer or an orchestrator asks, the same at the HTTP process and at the headless silo.</summary>
public static class HealthEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Versions have a plus sign, which is to be read as one.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// Maps <c>/healthz</c>, whether requests are to be sent here (503 while starting or draining and when the store cannot be reached), and <c>/livez</c>, whether the process
    /// answers at all: who restarts it must ask the second, as a restart does not bring a database back. Neither is counted among the requests: who asks every second would hide in
    /// their share what happens to customers, and a 503 while draining is no fault.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/healthz", Reads, (Delegate)Ready).ExcludeFromDescription().DisableHttpMetrics();
        routes.MapMethods("/livez", Reads, Alive).ExcludeFromDescription().DisableHttpMetrics();
    }

    /// <summary>Registers what they answer from.</summary>
    internal static IServiceCollection AddNodeHealth(this IServiceCollection services) => services
        .AddSingleton<Readiness>()
        .AddSingleton<StoreProbe>()
        .AddSingleton<NodeHealth>();

    private static async Task<IResult> Ready(HttpContext context)
    {
        var report = await context.RequestServices.GetRequiredService<NodeHealth>().LookAsync();
        return Results.Json(
            report, Json, statusCode: report.Status == Readiness.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Alive() => Results.Json(new { status = Readiness.Ok });
}
