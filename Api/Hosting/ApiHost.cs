using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Doors;
using Switchboard.Api.Doors.NextNeural;
using Switchboard.Api.Limits;
using Switchboard.Api.Recordings;
using Switchboard.Api.Requests;
using Switchboard.Api.Sandbox;
using Switchboard.Api.Telemetry;
using Switchboard.Api.Voices;
using Switchboard.Silo;
using Switchboard.Silo.Health;
using Switchboard.Silo.Hosting;
using Switchboard.Silo.Telemetry;
using Switchboard.Storage;

namespace Switchboard.Api.Hosting;

/// <summary>Composition of the HTTP process: the server, its limits, the doors and what stands before them.</summary>
public static class ApiHost
{
    /// <summary>What a body may be at most, in bytes, on routes that do not say otherwise.</summary>
    public const long BodyBytesMax = 1024 * 1024;

    private const string DefaultUrl = "http://127.0.0.1:8080";

    // Proxies cut connections that are silent for a minute; a peer that answers no ping has gone.
    private static readonly TimeSpan LiveKeepAlive = TimeSpan.FromSeconds(20);

    /// <summary>Registers everything.</summary>
    public static void AddSwitchboardApi(this WebApplicationBuilder builder)
    {
        ConfigureServer(builder);
        var services = builder.Services;
        services.AddSwitchboard(builder.Configuration);
        services.AddSingleton(new PublicAddress(builder.Configuration));
        services.AddSingleton(SessionTokens.GeneratedKey);
        var tokenKey = SessionTokens.ReadKey(builder.Configuration);
        services.AddSingleton(provider => new SessionTokens(tokenKey, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Authenticator>();
        services.AddSingleton(RateLimitOptions.Read(builder.Configuration));
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<LogInThrottle>();
        services.AddSingleton<SandboxProvider>();
        services.AddSingleton<RecordingArchives>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<LiveConnections>().AddSingleton<LiveSocket>();
        services.AddSingleton<SpeakerAudioSignature>();
        services.AddDoors();
    }

    /// <summary>Sets up the pipeline and the routes, and prepares the node, so that a store that cannot be used is known before anything runs.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static void UseSwitchboardApi(this WebApplication app)
    {
        app.Services.GetRequiredService<NodePreparations>().Prepare();
        app.UseForwardedHeaders();
        app.Use(AddSecurityHeaders);
        app.Use(app.Services.GetRequiredService<DoorSelector>().InvokeAsync);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<DoorErrors>();
        app.UseRouting();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = LiveKeepAlive, KeepAliveTimeout = LiveKeepAlive });
        app.UseMiddleware<AccessControl>();
        app.MapHealth();
        app.MapMetrics();
        app.UseDashboard();
        app.MapSandbox();
        app.MapRecordings();
        app.MapRecordingArchives();
        app.MapVoices();
        app.MapDoors();
        app.MapDocs();
    }

    private static void ConfigureServer(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (string.IsNullOrEmpty(settings["urls"]) && string.IsNullOrEmpty(settings["http_ports"]))
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyBytesMax;
            server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            server.Limits.MaxRequestHeaderCount = 100;
            server.Limits.MaxRequestLineSize = 16 * 1024;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.Configure<ForwardedHeadersOptions>(TrustedProxies.Read(settings).Apply);
    }

    // Answers are data: nothing in them is to be sniffed, framed or kept by a shared cache.
    private static Task AddSecurityHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.TryAdd("Referrer-Policy", "no-referrer");
                headers.TryAdd("Cache-Control", "no-store");
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    }
}
