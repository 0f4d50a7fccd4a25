using Switchboard.Api.Doors;
using Switchboard.Silo.Telemetry;

namespace Switchboard.Api.Telemetry;

/// <summary>
/// One message a request, with the route's template in place of the path, as paths have telephone numbers and links' tokens in them, and without the query. Failures of ours are
/// warnings; the others are shown at level Information of this category.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    /// <summary>The middleware; stands behind the one that finds the door.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Load balancers and scrapers ask every second; they are not what somebody looks for.
        if (TelemetryPaths.IsOperators(context.Request.Path))
        {
            await next(context);
            return;
        }

        var scope = new RequestScope(context.GetDoor()?.Name);
        context.Features.Set(scope);
        var start = time.GetTimestamp();
        using (logger.BeginScope(scope))
        {
            try
            {
                await next(context);
            }
            finally
            {
                Log(context, scope, time.GetElapsedTime(start));
            }
        }
    }

    /// <summary>The template of the route that a request found, or the method alone for one that found none.</summary>
    public static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private void Log(HttpContext context, RequestScope scope, TimeSpan took)
    {
        var status = context.Response.StatusCode;
        var level = status >= 500 ? LogLevel.Warning : LogLevel.Information;
        if (logger.IsEnabled(level))
            LogRequest(level, context.Request.Method, RouteOf(context), status, Math.Round(took.TotalMilliseconds, 1), context.GetDoor()?.Name, scope.Caller?.TenantId);
    }

    [LoggerMessage(Message = "{Method} {Route} answered {Status} after {DurationMs} ms (door {Door}, tenant {TenantId})")]
    private partial void LogRequest(LogLevel level, string method, string route, int status, double durationMs, string? door, string? tenantId);
}
