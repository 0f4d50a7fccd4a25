using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using Orleans.Hosting;
using Switchboard.Silo.Telemetry;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Orleans' own dashboard at <c>/dashboard</c>: grains, silos and calls of grains, of all tenants. For who has <c>Dashboard:Token</c>, which a browser asks for as a password, under any
/// name; without the setting there is none.
/// </summary>
public static class DashboardHosting
{
    private const string Path = "/dashboard";
    private const string TokenKey = "Dashboard:Token";

    /// <summary>Shows the dashboard, when a token is set.</summary>
    public static void UseDashboard(this WebApplication app)
    {
        if (TelemetryOptions.ReadToken(app.Configuration, TokenKey) is not { } text)
            return;
        var token = new OperatorToken(text);
        app.Use((context, next) => !context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) || token.IsIn(context.Request.Headers.Authorization)
            ? next(context)
            : AskAsync(context.Response));
        app.MapOrleansDashboard(Path);
    }

    /// <summary>Lets the silo, or the client, gather what the dashboard shows, when a token is set: every grain call is measured then.</summary>
    internal static IServiceCollection AddDashboard(this IServiceCollection services, IConfiguration configuration, bool isClient)
    {
        if (TelemetryOptions.ReadToken(configuration, TokenKey) is null)
            return services;
        return isClient ? services.AddOrleansClient(client => client.AddDashboard()) : services.AddOrleans(silo => silo.AddDashboard());
    }

    private static Task AskAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Basic realm=\"Switchboard dashboard\", charset=\"UTF-8\"";
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync("Show the token of Dashboard:Token as the password.\n");
    }
}
