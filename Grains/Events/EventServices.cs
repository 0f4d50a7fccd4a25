using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Events;

/// <summary>Registers the events.</summary>
public static class EventServices
{
    /// <summary>The log and the way onto the streams.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventLog>()
        .AddSingleton<EventPublisher>();
}
