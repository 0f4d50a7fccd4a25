using Orleans;
using Orleans.Concurrency;

namespace Switchboard.Carriers;

/// <summary>
/// The lines of one carrier; the key is the carrier's name. Keeps the number of calls at once and of calls begun a
/// second within the carrier's limits, over all nodes, and takes turns between tenants when calls must wait.
/// It holds nothing durable: the calls in the store are the truth, and it is rebuilt from them.
/// </summary>
[Alias("switchboard.ITrunkGrain")]
public interface ITrunkGrain : IGrainWithStringKey
{
    /// <summary>Asks for a line; <see cref="Calls.ICallGrain.LineGranted"/> answers when there is one. Repeats are harmless.</summary>
    [Alias("Request"), OneWay]
    Task Request(string tenantId, string callId);

    /// <summary>The call has ended or was withdrawn; its line, or its place in the queue, is free.</summary>
    [Alias("Release"), OneWay]
    Task Release(string callId);

    /// <summary>Lines in use and calls waiting.</summary>
    [Alias("GetLoad"), ReadOnly]
    Task<TrunkLoad> GetLoad();
}

/// <summary>How busy a trunk is.</summary>
/// <param name="Active">Calls that have a line.</param>
/// <param name="Waiting">Calls that wait for one.</param>
[GenerateSerializer, Immutable, Alias("switchboard.trunk-load")]
public sealed record TrunkLoad(int Active, int Waiting);
