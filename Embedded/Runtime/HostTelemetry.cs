using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Switchboard.Embedded;

/// <summary>What the host measures and traces: the grains in memory, and its grain calls as spans of their callers' traces. Calls outside of a trace begin none.</summary>
public static class HostTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "Switchboard.Embedded";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    // Weakly: a host that a simulation lets crash is never closed, and must not be kept.
    private static readonly ConditionalWeakTable<EmbeddedHost, object> Hosts = [];

    static HostTelemetry()
    {
        Meter.CreateObservableGauge(
            "switchboard.grains.active", static () => Hosts.Sum(host => (long)host.Key.ActivationCount), "{grain}", "Grains in memory.");
        Meter.CreateObservableCounter(
            "switchboard.grains.activated", static () => Hosts.Sum(host => host.Key.ActivationsMade), "{grain}", "Grains brought into memory.");
    }

    /// <summary>The span under way, when anybody records grain calls.</summary>
    internal static Activity? CallerSpan => Source.HasListeners() ? Activity.Current : null;

    /// <summary>Begins to observe a host.</summary>
    internal static void Watch(EmbeddedHost host) => Hosts.AddOrUpdate(host, host.Options);

    /// <summary>A host has ended.</summary>
    internal static void Forget(EmbeddedHost host) => Hosts.Remove(host);

    /// <summary>The span of a request that runs; null when its caller was in none.</summary>
    internal static Activity? Begin(GrainRequest request) => request.CallerSpan is { } caller
        ? Source.StartActivity(request.Method.SpanName, ActivityKind.Internal, ContextOf(caller))?
            .SetTag("rpc.system", "orleans").SetTag("rpc.method", request.Method.SpanName)
        : null;

    // As if it came from elsewhere: a trace that is not sampled is passed on too.
    private static ActivityContext ContextOf(Activity caller) =>
        new(caller.TraceId, caller.SpanId, caller.ActivityTraceFlags, caller.TraceStateString, isRemote: true);
}
