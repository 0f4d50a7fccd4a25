using System.Reflection;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Silo.Telemetry;

/// <summary>What this node tells of itself, and to whom.</summary>
/// <param name="Node">This process's name in health, metrics and traces.</param>
/// <param name="HasMetrics">Whether <c>/metrics</c> is served; when not, nothing is measured.</param>
/// <param name="MetricsToken">What a scraper shows as its bearer token; null: only callers on this machine are served.</param>
/// <param name="Otlp">Where traces are sent; null: nothing is traced.</param>
/// <param name="TraceRatio">The part of the traces that begin here that are recorded, 0 to 1. A caller's trace is recorded when the caller says so.</param>
/// <param name="HasJsonLogs">Whether the console's log is JSON, one object a line.</param>
public sealed record TelemetryOptions(string Node, bool HasMetrics, string? MetricsToken, Uri? Otlp, double TraceRatio, bool HasJsonLogs)
{
    private const string TokenKey = "Telemetry:MetricsToken";
    private const string OtlpKey = "Telemetry:Otlp";

    // Guessing one at the rate that a server answers must be hopeless.
    private const int TokenCharsMin = 16;

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(TelemetryOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Reads <c>Telemetry</c>.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static TelemetryOptions Read(IConfiguration configuration) => new(
        configuration.Text("Telemetry:Node") ?? $"{Environment.MachineName}-{Environment.ProcessId}",
        configuration.Flag("Telemetry:Metrics", fallback: true),
        ReadToken(configuration, TokenKey),
        ReadOtlp(configuration),
        configuration.Number("Telemetry:TraceRatio", 1, 0, 1),
        configuration.OneOf("Telemetry:Logs", "text", "text", "json") == "json" || configuration.Text("Logging:Console:FormatterName") == "json");

    /// <summary>A token of an operator's; null when unset.</summary>
    internal static string? ReadToken(IConfiguration configuration, string key) => configuration.Text(key) switch
    {
        null => null,
        { Length: >= TokenCharsMin } token => token,
        _ => throw new InvalidSettingException(key, $"must have at least {TokenCharsMin} characters"),
    };

    private static Uri? ReadOtlp(IConfiguration configuration) => configuration.Text(OtlpKey) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => url,
        _ => throw new InvalidSettingException(OtlpKey, "must be an http or https URL of a collector, such as http://localhost:4317"),
    };
}
