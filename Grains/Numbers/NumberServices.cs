using Microsoft.Extensions.DependencyInjection;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Numbers;

/// <summary>Registers the numbers.</summary>
public static class NumberServices
{
    /// <summary>The numbers' register, their record and their deadlines. What a month costs is a setting of the wallets.</summary>
    public static IServiceCollection AddNumbers(this IServiceCollection services) => services
        .AddSingleton<NumberRegister>()
        .AddSingleton<IRecordMapper<NumberRecord>, NumberMapper>()
        .AddSingleton(new DeadlineKind(
            NumberTables.Numbers, "id", WakeAfterRestart: false, (grains, key) => grains.GetGrain<INumberGrain>(key)));
}
