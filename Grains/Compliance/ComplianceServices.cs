using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Compliance;

/// <summary>Registers the lists that keep numbers from being called.</summary>
public static class ComplianceServices
{
    /// <summary>The tenants' lists, the national registry, and the question that calls ask of both.</summary>
    public static IServiceCollection AddCompliance(this IServiceCollection services) => services
        .AddSingleton<DncRegister>()
        .AddSingleton<NationalRegistry>()
        .AddHostedService(provider => provider.GetRequiredService<NationalRegistry>())
        .AddSingleton<SuppressionCheck>();
}
