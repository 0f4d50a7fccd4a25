using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Approvals.Slack;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>Registers the approvals.</summary>
public static class ApprovalServices
{
    /// <summary>The approvals' register, their record, their deadlines, and Slack. Reads <c>Approvals:Slack:*</c>.</summary>
    /// <exception cref="Settings.InvalidSettingException">A value cannot be used.</exception>
    public static IServiceCollection AddApprovals(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SlackOptions.Read(configuration))
        .AddSingleton<SlackRegister>()
        .AddSingleton<SlackMessages>()
        .AddSingleton<SlackInteractivity>()
        .AddSingleton<SlackNotifier>()
        .AddSingleton<IApprovalNotifier>(services => services.GetRequiredService<SlackNotifier>())
        .AddSingleton<ApprovalRegister>()
        .AddSingleton<IRecordMapper<ApprovalRecord>, ApprovalMapper>()
        .AddSingleton(new DeadlineKind(
            ApprovalTables.Approvals, "id", WakeAfterRestart: false, (grains, key) => grains.GetGrain<IApprovalGrain>(key)));
}
