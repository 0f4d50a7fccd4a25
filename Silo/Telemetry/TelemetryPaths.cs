using Microsoft.AspNetCore.Http;

namespace Switchboard.Silo.Telemetry;

/// <summary>What operators' programs ask for again and again.</summary>
public static class TelemetryPaths
{
    /// <summary>Whether a path is one of those; neither logged nor traced.</summary>
    public static bool IsOperators(PathString path) => path.Value?.ToLowerInvariant() is "/healthz" or "/livez" or "/metrics";
}
