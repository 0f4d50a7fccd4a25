using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;
using Switchboard.Agents;
using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Carriers;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Deadlines;
using Switchboard.Events;
using Switchboard.Handoffs;
using Switchboard.Identity;
using Switchboard.Mail;
using Switchboard.Numbers;
using Switchboard.Objections;
using Switchboard.Onboarding;
using Switchboard.Payments;
using Switchboard.Reports;
using Switchboard.RuleBooks;
using Switchboard.Silo.Health;
using Switchboard.Silo.Hosting;
using Switchboard.Silo.Shutdown;
using Switchboard.Silo.Telemetry;
using Switchboard.Storage;
using Switchboard.Voices;
using Switchboard.Wallets;
using Switchboard.Webhooks;

namespace Switchboard.Silo;

/// <summary>Puts a node together: the store, the engine's features, the grain host.</summary>
public static class SwitchboardServices
{
    /// <summary>Registers everything that a node needs; the process adds its front end, or none.</summary>
    /// <exception cref="Settings.InvalidSettingException">A configuration value cannot be used.</exception>
    public static IServiceCollection AddSwitchboard(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddTelemetry(configuration).AddNodeHealth().AddSingleton<IClusterView, ClusterView>();
        services.AddStore(StoreTables.Model);
        services.AddKeyedSingleton<IGrainStorage, StoreGrainStorage>(StoreNames.Grains);

        services.AddDeadlines().AddEvents();
        services.AddIdentity().AddAgents().AddMail(configuration).AddPayments(configuration);
        services.AddContacts().AddCompliance(configuration);
        services.AddCarriers(configuration).AddApprovals(configuration);
        services.AddObjections().AddRuleBooks(configuration);
        services.AddCalls().AddCampaigns(configuration).AddWallets(configuration).AddNumbers();
        services.AddWebhooks(configuration);
        services.AddVoices(configuration).AddOnboarding(configuration);
        services.AddReports().AddHandoffs();

        // The grain host finds everything prepared.
        services.AddSingleton<NodePreparations>().AddHostedService(provider => provider.GetRequiredService<NodePreparations>());
        services.AddGrainHost(configuration);
        return services.AddShutdown(configuration);
    }
}
