using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Deadlines;

/// <summary>Registers the scheduler.</summary>
public static class DeadlineServices
{
    /// <summary>The scheduler itself; each feature adds its <see cref="DeadlineKind"/>.</summary>
    public static IServiceCollection AddDeadlines(this IServiceCollection services) => services.AddSingleton<DeadlineArmer>();
}
