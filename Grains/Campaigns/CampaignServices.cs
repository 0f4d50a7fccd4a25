using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Deadlines;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>Registers the campaigns.</summary>
public static class CampaignServices
{
    /// <summary>The campaigns' registers, and what runs them.</summary>
    /// <exception cref="Settings.InvalidSettingException">A setting under <c>Campaigns</c> cannot be used.</exception>
    public static IServiceCollection AddCampaigns(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<CampaignRegister>()
        .AddSingleton<CampaignRunner>()
        .AddSingleton<RunRegister>()
        .AddSingleton<RunClock>()
        .AddSingleton<DecisionRegister>()
        .AddSingleton<CampaignEditor>()
        .AddSingleton<CampaignLauncher>()
        .AddSingleton<CampaignCaller>()
        .AddSingleton<MetricsRegister>()
        .AddSingleton<AudienceRegister>()
        .AddSingleton<AudienceImporter>()
        .AddSingleton<RunTargets>()
        .AddSingleton(new RunOptions { FailuresInARow = (int)configuration.Whole("Campaigns:Breaker:FailuresInARow", 10, 0, 1000) })
        .AddSingleton<IRecordMapper<RunRecord>, RunMapper>()
        .AddSingleton(new DeadlineKind(RunTables.Runs, "id", WakeAfterRestart: true, (grains, key) => grains.GetGrain<IRunGrain>(key)));
}
