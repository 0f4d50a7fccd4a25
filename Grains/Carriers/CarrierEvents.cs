using Orleans;
using Switchboard.Calls;

namespace Switchboard.Carriers;

/// <summary>Brings each report to its call's grain, on whatever node that is.</summary>
internal sealed class CarrierEvents(IGrainFactory grains) : ICarrierEvents
{
    /// <inheritdoc/>
    public Task DeliverAsync(CarrierEvent carrierEvent) => grains.GetGrain<ICallGrain>(carrierEvent.CallId).Report(carrierEvent);
}
