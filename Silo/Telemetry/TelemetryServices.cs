using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Switchboard.Silo.Hosting;
using Switchboard.Telemetry;

namespace Switchboard.Silo.Telemetry;

/// <summary>Logs, metrics and traces of a node.</summary>
internal static class TelemetryServices
{
    private const string UnroutedPath = "(unrouted)";

    // Everything that the server, the runtime and the driver measure by themselves.
    private static readonly string[] PlatformMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    /// <summary>Registers what <c>Telemetry</c> asks for; see <see cref="TelemetryOptions"/>.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = TelemetryOptions.Read(configuration);
        services.AddSingleton(options);
        services.AddLogging(logging => Configure(logging, options));
        if (options is { HasMetrics: false, Otlp: null })
            return services;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => Describe(resource, options));
        if (options.HasMetrics)
        {
            services.AddHostedService<BacklogMonitor>().AddHostedService<NodeMonitor>();
            telemetry.WithMetrics(metrics => metrics
                .AddMeter([EngineTelemetry.Name, .. HostInstruments.Meters, .. PlatformMeters])
                .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 1000));
        }

        if (options.Otlp is { } collector)
        {
            telemetry.WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new RootSampler(options.TraceRatio)))
                .AddSource([EngineTelemetry.Name, .. HostInstruments.Sources])
                .AddAspNetCoreInstrumentation(Configure)
                .AddOtlpExporter(exporter => Configure(exporter, collector)));
        }

        return services;
    }

    private static void Describe(ResourceBuilder resource, TelemetryOptions options) => resource.AddService(
        "switchboard", serviceNamespace: null, TelemetryOptions.Version, autoGenerateServiceInstanceId: false, options.Node);

    private static void Configure(ILoggingBuilder logging, TelemetryOptions options)
    {
        // The server's own scope and messages have paths as they came, with telephone numbers and links' tokens in them. The request log has what may be told.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (!options.HasJsonLogs)
            return;
        logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }

    private static void Configure(AspNetCoreTraceInstrumentationOptions requests)
    {
        requests.Filter = static context => !TelemetryPaths.IsOperators(context.Request.Path);
        requests.EnrichWithHttpResponse = static (span, response) => Strip(span, response.HttpContext);
        requests.EnrichWithException = static (span, _) => span.SetTag("exception.message", null);
    }

    // Paths have numbers and tokens in them; the route says which it was.
    private static void Strip(Activity span, HttpContext context)
    {
        span.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? UnroutedPath);
        span.SetTag("url.query", null);
    }

    // 4317 is gRPC's port; everything else speaks HTTP, whose path of traces is added when the address has none.
    private static void Configure(OtlpExporterOptions exporter, Uri collector)
    {
        exporter.Protocol = collector is { Port: 4317, AbsolutePath: "/" } ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf && collector.AbsolutePath == "/" ? new Uri(collector, "/v1/traces") : collector;
    }
}
