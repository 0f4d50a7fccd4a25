using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Switchboard.Deadlines;

namespace Switchboard.Webhooks;

/// <summary>
/// Turns a tenant's committed events into deliveries, one row for each endpoint that wants the event; the key is the tenant's id.
/// Subscribed to the tenant's event stream, which is only the fast path: <see cref="Sweep"/> finds what it missed.
/// </summary>
[Alias("switchboard.IWebhookDispatchGrain")]
public interface IWebhookDispatchGrain : IGrainWithStringKey
{
    /// <summary>Takes in the tenant's events that are not marked as published, and answers how many there were.</summary>
    [Alias("Sweep")]
    Task<int> Sweep();

    /// <summary>The tenant's endpoints have changed; the cached list is dropped before this answers.</summary>
    [Alias("EndpointsChanged"), AlwaysInterleave]
    Task EndpointsChanged();
}

/// <summary>
/// Sends the deliveries of one endpoint; the key is the endpoint's id. Owns its breaker and its pace, so that a slow or
/// dead endpoint holds nobody else up.
/// </summary>
[Alias("switchboard.IWebhookEndpointGrain")]
public interface IWebhookEndpointGrain : IGrainWithStringKey, IDeadlineTarget
{
    /// <summary>There are new deliveries to send. A hint: the deadline finds them too.</summary>
    [Alias("Wake"), OneWay, AlwaysInterleave]
    Task Wake();

    /// <summary>
    /// The data of these events has changed in the store. When this has answered, no attempt with the former data is under way or to come, and the results of those
    /// that were are committed.
    /// </summary>
    [Alias("Reload"), AlwaysInterleave]
    Task Reload(ImmutableArray<string> eventIds);

    /// <summary>The endpoint was removed: nothing more is sent when this has answered.</summary>
    [Alias("Remove")]
    Task Remove();
}

/// <summary>
/// Finds what got lost between an event and its delivery, for all tenants; there is one, with the key <see cref="TheOnly"/>. It goes on by
/// itself once it has been started.
/// </summary>
[Alias("switchboard.IWebhookSweeperGrain")]
public interface IWebhookSweeperGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string TheOnly = "sweeper";

    /// <summary>Makes sure that it runs. Every node asks for it when it starts, and is not kept waiting by a sweep that is under way.</summary>
    [Alias("Start"), AlwaysInterleave]
    Task Start();
}
