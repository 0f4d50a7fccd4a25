using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Silo.Telemetry;

/// <summary>
/// <c>GET /metrics</c>, for Prometheus. With a token: whoever shows it. Without: callers on this machine that came straight here, as what a proxy on this machine
/// passes on comes from it too.
/// </summary>
public static class MetricsEndpoint
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Real-IP"];

    /// <summary>Maps the route, unless metrics are switched off.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<TelemetryOptions>();
        if (!options.HasMetrics)
            return;
        var token = options.MetricsToken is { } text ? new OperatorToken(text) : null;
        routes.MapPrometheusScrapingEndpoint(
            "/metrics", meterProvider: null, branch => branch.Use((context, next) => Refusal(context, token) is { } status ? RefuseAsync(context, status) : next(context)), optionsName: null)
            .DisableHttpMetrics();
    }

    private static int? Refusal(HttpContext context, OperatorToken? token)
    {
        var request = context.Request;
        if (token is not null)
            return token.IsIn(request.Headers.Authorization) ? null : StatusCodes.Status401Unauthorized;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !ProxyHeaders.Any(request.Headers.ContainsKey)
            ? null
            : StatusCodes.Status403Forbidden;
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(status == StatusCodes.Status401Unauthorized
            ? "Show the token of Telemetry:MetricsToken as a bearer token.\n"
            : "Metrics are for callers on this machine. Set Telemetry:MetricsToken to read them from elsewhere.\n");
    }
}
