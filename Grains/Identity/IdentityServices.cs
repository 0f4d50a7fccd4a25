using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Identity;

/// <summary>Puts tenants, people and keys into a node.</summary>
public static class IdentityServices
{
    /// <summary>Registers the registers.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<TenantRegister>();
        services.AddSingleton<UserRegister>();
        services.AddSingleton<SessionRegister>();
        services.AddSingleton<EmailVerification>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<ApiKeyRegister>();
        services.AddSingleton<ApiKeyUsage>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUsage>());
        return services;
    }
}
