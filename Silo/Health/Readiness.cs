using Microsoft.Extensions.Hosting;
using Switchboard.Storage;

namespace Switchboard.Silo.Health;

/// <summary>Whether this process takes requests: after it has started, until it is told to stop, and while its store works.</summary>
public sealed class Readiness(IHostApplicationLifetime lifetime, IStore store)
{
    /// <summary>The phase in which requests are served.</summary>
    public const string Ok = "ok";

    /// <summary>The phase in which the store cannot be reached or cannot write.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>The status of a node that is not, or no longer, a member of its cluster, or is a client that reaches no silo.</summary>
    public const string ClusterUnavailable = "cluster_unavailable";

    /// <summary>Whether requests are served.</summary>
    public bool IsReady => Phase == Ok;

    /// <summary>As <c>GET /healthz</c> prints it: <c>starting</c>, <c>ok</c>, <c>store_unavailable</c> or <c>draining</c>.</summary>
    public string Phase =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "draining"
        : !lifetime.ApplicationStarted.IsCancellationRequested ? "starting"
        : !store.Health.IsOk ? StoreUnavailable
        : Ok;
}
