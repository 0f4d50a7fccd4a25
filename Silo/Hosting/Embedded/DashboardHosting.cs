using Microsoft.AspNetCore.Builder;

namespace Switchboard.Silo.Hosting;

/// <summary>The embedded host has no dashboard.</summary>
public static class DashboardHosting
{
    /// <summary>Shows nothing.</summary>
    public static void UseDashboard(this WebApplication app) => _ = app;
}
