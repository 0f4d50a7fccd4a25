using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Switchboard.Events;

/// <summary>
/// Puts committed events on their tenants' streams. Fire and forget: it never fails or delays who committed them, because the log remembers
/// them and the sweep finds what a stream has lost.
/// </summary>
public sealed partial class EventPublisher(IClusterClient cluster, ILogger<EventPublisher> logger)
{
    /// <summary>Publishes events that have just been committed. Those that were not appended for publication may not be among them.</summary>
    public void Publish(IReadOnlyList<EngineEvent> events)
    {
        foreach (var ofTenant in events.GroupBy(e => e.TenantId))
            _ = PublishAsync(ofTenant.Key, [.. ofTenant]);
    }

    private async Task PublishAsync(string tenantId, EngineEvent[] events)
    {
        try
        {
            await cluster.GetStreamProvider(EventTypes.StreamProvider)
                .GetStream<EngineEvent>(StreamId.Create(EventTypes.StreamNamespace, tenantId))
                .OnNextBatchAsync(events);
        }
        catch (Exception e)
        {
            LogFailed(e, events.Length, tenantId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} events of tenant {TenantId} did not get onto their stream; the sweep will find them")]
    private partial void LogFailed(Exception error, int count, string tenantId);
}
