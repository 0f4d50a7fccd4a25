using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Objections;

/// <summary>Puts the library of objections into a node.</summary>
public static class ObjectionServices
{
    /// <summary>Registers the counts of their use.</summary>
    public static IServiceCollection AddObjections(this IServiceCollection services) => services.AddSingleton<ObjectionUsage>();
}
