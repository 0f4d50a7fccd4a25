using Switchboard.Settings;

namespace Switchboard.Api.Limits;

/// <summary>Whether limits hold.</summary>
/// <param name="IsEnabled"><c>RateLimits:Enabled</c>; false lets every request through, for load tests.</param>
public sealed record RateLimitOptions(bool IsEnabled)
{
    /// <summary>Reads the configuration.</summary>
    public static RateLimitOptions Read(IConfiguration configuration) => new(configuration.Flag("RateLimits:Enabled", fallback: true));
}
