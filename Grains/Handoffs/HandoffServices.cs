using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Handoffs;

/// <summary>Puts the people whom calls are handed to into a node.</summary>
public static class HandoffServices
{
    /// <summary>Registers the register and the way to hand a call over.</summary>
    public static IServiceCollection AddHandoffs(this IServiceCollection services) => services
        .AddSingleton<HandoffRegister>()
        .AddSingleton<CallTransfers>();
}
