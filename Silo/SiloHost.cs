using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Silo.Health;
using Switchboard.Silo.Hosting;
using Switchboard.Silo.Telemetry;
using Switchboard.Storage;

namespace Switchboard.Silo;

/// <summary>Composition of the headless node: the engine, and as much of a server as says how it is and what it measures.</summary>
internal static class SiloHost
{
    private const string DefaultUrl = "http://127.0.0.1:8081";

    /// <summary>Registers everything.</summary>
    /// <exception cref="Settings.InvalidSettingException">A configuration value cannot be used.</exception>
    public static void AddSwitchboardSilo(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (string.IsNullOrEmpty(settings["urls"]) && string.IsNullOrEmpty(settings["http_ports"]))
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services.AddSwitchboard(settings);
    }

    /// <summary>Maps the routes, and prepares the node, so that what cannot be used is known before anything runs.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static void UseSwitchboardSilo(this WebApplication app)
    {
        app.Services.GetRequiredService<NodePreparations>().Prepare();
        app.MapHealth();
        app.MapMetrics();
        app.UseDashboard();
    }
}
