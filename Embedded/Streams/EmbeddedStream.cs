using Orleans.Runtime;
using Orleans.Streams;

namespace Switchboard.Embedded.Streams;

/// <summary>Gives the streams of one provider name.</summary>
internal sealed class EmbeddedStreamProvider(EmbeddedHost host, string name) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new EmbeddedStream<T>(host, new StreamKey(name, streamId));
}

/// <inheritdoc/>
internal sealed class EmbeddedStream<T>(EmbeddedHost host, StreamKey key) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => key.Provider;

    public StreamId StreamId => key.Id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        host.Streams.Publish(key, [item]);
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        object?[] items = [.. batch];
        if (items.Length > 0)
            host.Streams.Publish(key, items);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Memory streams do not carry errors.");

    public Task OnCompletedAsync() => throw new NotSupportedException("Memory streams do not end.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (RuntimeContext.Current is not { } activation)
            return Task.FromResult<StreamSubscriptionHandle<T>>(new ClientSubscription<T>(host, key, observer));
        if (!activation.Streams.IsSubscribedTo(key.Id))
            throw new NotSupportedException($"Grain {activation.GrainId} has no implicit subscription to stream {key.Id}, and grains have no others on this host.");
        activation.Streams.Attach(key, new StreamObserver<T>(observer));
        return Task.FromResult<StreamSubscriptionHandle<T>>(new GrainSubscription<T>(activation, key));
    }
}
