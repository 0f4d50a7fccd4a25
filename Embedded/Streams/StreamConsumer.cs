using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Switchboard.Embedded.Streams;

/// <summary>The observers that an activation has attached to its implicit subscriptions.</summary>
internal sealed class StreamConsumer(Activation activation)
{
    private readonly Dictionary<StreamKey, IStreamObserver> observers = [];

    public void Attach(StreamKey stream, IStreamObserver observer) => observers[stream] = observer;

    public void Detach(StreamKey stream) => observers.Remove(stream);

    /// <summary>Whether the grain's class is subscribed to the stream and the grain is the one of its key.</summary>
    public bool IsSubscribedTo(StreamId stream) =>
        activation.GrainClass.StreamNamespaces.Contains(stream.NamespaceText ?? string.Empty) && activation.GrainId.Key.ToString() == stream.KeyText;

    public async Task OnNext(StreamKey stream, StreamBatch batch)
    {
        if (!observers.TryGetValue(stream, out var observer))
        {
            if (activation.GrainInstance is IStreamSubscriptionObserver grain)
                await grain.OnSubscribed(new HandleFactory(stream, activation));
            if (!observers.TryGetValue(stream, out observer))
            {
                activation.Host.Log.NoObserver(stream.Id, activation.GrainId);
                return;
            }
        }

        await observer.OnNext(batch);
    }

    public Task OnError(StreamKey stream, Exception error) =>
        observers.TryGetValue(stream, out var observer) ? observer.OnError(error) : Task.CompletedTask;

    private sealed class HandleFactory(StreamKey stream, Activation activation) : IStreamSubscriptionHandleFactory
    {
        public StreamId StreamId => stream.Id;

        public string ProviderName => stream.Provider;

        public StreamSubscriptionHandle<T> Create<T>() => new GrainSubscription<T>(activation, stream);
    }
}

/// <summary>An observer whose item type is no longer known.</summary>
internal interface IStreamObserver
{
    Task OnNext(StreamBatch batch);

    Task OnError(Exception error);
}

/// <inheritdoc/>
internal sealed class StreamObserver<T>(IAsyncObserver<T> observer) : IStreamObserver
{
    public async Task OnNext(StreamBatch batch)
    {
        for (var i = 0; i < batch.Items.Count; i++)
            await observer.OnNextAsync((T)batch.Items[i]!, new SequenceToken(batch.SequenceNumber, i));
    }

    public Task OnError(Exception error) => observer.OnErrorAsync(error);
}
