using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Secrets;

namespace Switchboard.Onboarding;

/// <summary>Puts tenants' own providers into a node.</summary>
public static class OnboardingServices
{
    /// <summary>Registers them. Reads <c>Secrets:MasterKey</c>, <c>Secrets:PreviousMasterKeys</c> and <c>Onboarding:*</c>.</summary>
    /// <exception cref="Settings.InvalidSettingException">A value cannot be used.</exception>
    public static IServiceCollection AddOnboarding(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new Envelope(MasterKeys.Read(configuration)))
        .AddSingleton(OnboardingOptions.Read(configuration))
        .AddSingleton<IProviderProbe, HttpProviderProbe>()
        .AddSingleton<CredentialRegister>()
        .AddSingleton<IProviderSecrets>(provider => provider.GetRequiredService<CredentialRegister>())
        .AddSingleton<Onboardings>()
        .AddHostedService<CredentialRewrapper>();
}
