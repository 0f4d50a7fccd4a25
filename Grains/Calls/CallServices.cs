using Microsoft.Extensions.DependencyInjection;
using Switchboard.Carriers;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Calls;

/// <summary>Registers the calls.</summary>
public static class CallServices
{
    /// <summary>The calls' register, their record and their deadlines.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services) => services
        .AddSingleton<CallRegister>()
        .AddSingleton<ITrunkCalls>(provider => provider.GetRequiredService<CallRegister>())
        .AddSingleton<IRecordMapper<CallRecord>, CallMapper>()
        .AddSingleton(new DeadlineKind(
            CallTables.Calls, "id", WakeAfterRestart: true, (grains, key) => grains.GetGrain<ICallGrain>(key)));
}
