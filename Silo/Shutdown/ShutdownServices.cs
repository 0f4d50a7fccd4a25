using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchboard.Settings;

namespace Switchboard.Silo.Shutdown;

/// <summary>How a node stops: readiness goes first, then intake, then what is in flight is finished or handed over.</summary>
internal static class ShutdownServices
{
    // Under the 30 s that an operator allows, with time left to close the store.
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(25);

    /// <summary>Reads <c>Shutdown:GraceSeconds</c>.</summary>
    /// <exception cref="InvalidSettingException">It is not a number of seconds in its bounds.</exception>
    public static IServiceCollection AddShutdown(this IServiceCollection services, IConfiguration configuration)
    {
        var grace = TimeSpan.FromSeconds(configuration.Number("Shutdown:GraceSeconds", configuration.HasSeveralNodes() ? 3 : 0, 0, 15));
        return services
            .Configure<HostOptions>(host => host.ShutdownTimeout = DrainMax)
            .AddHostedService(provider => new ShutdownGrace(grace, provider.GetRequiredService<TimeProvider>()));
    }
}
