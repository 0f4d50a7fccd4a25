using Microsoft.Extensions.DependencyInjection;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>Registers the approvals.</summary>
public static class ApprovalServices
{
    /// <summary>The approvals' register, their record and their deadlines.</summary>
    public static IServiceCollection AddApprovals(this IServiceCollection services) => services
        .AddSingleton<ApprovalRegister>()
        .AddSingleton<IRecordMapper<ApprovalRecord>, ApprovalMapper>()
        .AddSingleton(new DeadlineKind(
            ApprovalTables.Approvals, "id", WakeAfterRestart: false, (grains, key) => grains.GetGrain<IApprovalGrain>(key)));
}
