using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Campaigns;

/// <summary>Registers the campaigns.</summary>
public static class CampaignServices
{
    /// <summary>The campaigns' register.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton<CampaignRegister>();
}
