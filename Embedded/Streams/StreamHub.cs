using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Switchboard.Embedded.Streams;

/// <summary>What was published at once: one item, or several that stay together.</summary>
/// <param name="SequenceNumber">Its place.</param>
/// <param name="Items">The items.</param>
internal sealed record StreamBatch(long SequenceNumber, IReadOnlyList<object?> Items);

/// <summary>Identifies a stream across providers.</summary>
internal readonly record struct StreamKey(string Provider, StreamId Id);

/// <summary>Brings what is published to the grains that are subscribed implicitly, and to observers outside of grains.</summary>
internal sealed class StreamHub
{
    private readonly EmbeddedHost host;
    private readonly ConcurrentDictionary<(StreamKey, GrainId), DeliveryQueue> queues = new();
    private readonly ConcurrentDictionary<StreamKey, List<DeliveryQueue>> clients = new();
    private readonly Dictionary<string, GrainType[]> subscribers;
    private long sequence;

    public StreamHub(EmbeddedHost host, GrainClassMap classes)
    {
        this.host = host;
        subscribers = classes.All
            .SelectMany(c => c.StreamNamespaces.Select(ns => (Namespace: ns, c.GrainType)))
            .GroupBy(s => s.Namespace, s => s.GrainType)
            .ToDictionary(g => g.Key, g => g.Order().ToArray());
    }

    /// <summary>Queues items for every subscriber. Nothing is kept for those who subscribe later.</summary>
    public void Publish(StreamKey stream, IReadOnlyList<object?> items)
    {
        var batch = new StreamBatch(Interlocked.Increment(ref sequence), items);
        foreach (var type in subscribers.GetValueOrDefault(stream.Id.NamespaceText ?? string.Empty, []))
            Queue(stream, GrainId.Create(type, stream.Id.KeyText), batch);
        if (clients.TryGetValue(stream, out var observers))
        {
            lock (observers)
            {
                foreach (var observer in observers)
                    observer.TryAdd(batch);
            }
        }
    }

    public void Subscribe(StreamKey stream, DeliveryQueue subscription)
    {
        var observers = clients.GetOrAdd(stream, _ => []);
        lock (observers)
            observers.Add(subscription);
    }

    public void Unsubscribe(StreamKey stream, DeliveryQueue subscription)
    {
        if (clients.TryGetValue(stream, out var observers))
        {
            lock (observers)
                observers.Remove(subscription);
        }
    }

    private void Queue(StreamKey stream, GrainId grainId, StreamBatch batch)
    {
        while (true)
        {
            var queue = queues.GetOrAdd((stream, grainId), static (key, hub) => new DeliveryQueue(
                hub.host,
                $"grain {key.Item2}",
                key.Item1,
                batch => hub.Deliver(key.Item1, key.Item2, batch),
                error => hub.Tell(key.Item1, key.Item2, error),
                queue => hub.queues.TryRemove(KeyValuePair.Create(key, queue))), this);
            if (queue.TryAdd(batch))
                return;
        }
    }

    private Task Deliver(StreamKey stream, GrainId grainId, StreamBatch batch) =>
        Call(grainId, new StreamDelivery(consumer => consumer.OnNext(stream, batch)));

    private Task Tell(StreamKey stream, GrainId grainId, Exception error) =>
        Call(grainId, new StreamDelivery(consumer => consumer.OnError(stream, error)));

    private Task Call(GrainId grainId, StreamDelivery request)
    {
        host.Send(grainId, request, StreamDelivery.DeliverMethod);
        return request.Response;
    }
}
