using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Compliance;

/// <summary>Puts the lists of numbers not to be called into a node.</summary>
public static class ComplianceServices
{
    /// <summary>Registers the do-not-call lists, the registry with its file, and the check against both. The node's <see cref="Secrets.SecretBox"/> is registered elsewhere.</summary>
    public static IServiceCollection AddCompliance(this IServiceCollection services) => services
        .AddSingleton<Pseudonyms>()
        .AddSingleton<DncRegister>()
        .AddSingleton<CooldownRegister>()
        .AddSingleton<NationalRegistry>()
        .AddHostedService(provider => provider.GetRequiredService<NationalRegistry>())
        .AddSingleton<SuppressionCheck>();
}
