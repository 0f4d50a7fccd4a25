using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Agents;

/// <summary>Puts voice agents into a node.</summary>
public static class AgentServices
{
    /// <summary>Registers the register and who changes it.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<AgentRegister>()
        .AddSingleton<AgentEditor>();
}
