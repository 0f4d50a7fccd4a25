using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Carriers.Simulator;
using Switchboard.Carriers.Simulator.Inventory;
using Switchboard.Settings;

namespace Switchboard.Carriers;

/// <summary>Registers the carrier.</summary>
public static class CarrierServices
{
    /// <summary>The carrier that <c>Carrier:Kind</c> names, and the way of its reports. The calls' register is to be registered as <see cref="ITrunkCalls"/>.</summary>
    /// <exception cref="InvalidSettingException">A setting under <c>Carrier</c> cannot be used.</exception>
    public static IServiceCollection AddCarriers(this IServiceCollection services, IConfiguration configuration)
    {
        configuration.OneOf("Carrier:Kind", "simulator", "simulator");
        return services
            .AddSingleton(SimulatorOptions.From(configuration))
            .AddSingleton<ICarrier, SimulatedCarrier>()
            .AddSingleton<INumberInventory, SimulatedInventory>()
            .AddSingleton<ICarrierEvents, CarrierEvents>();
    }
}
