using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Campaigns;

/// <summary>Registers the campaigns.</summary>
public static class CampaignServices
{
    /// <summary>The campaigns' registers, and what runs them.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton<CampaignRegister>()
        .AddSingleton<CampaignRunner>()
        .AddSingleton<RunRegister>()
        .AddSingleton<DecisionRegister>()
        .AddSingleton<CampaignEditor>();
}
