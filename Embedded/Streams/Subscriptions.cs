using Orleans.Runtime;
using Orleans.Streams;

namespace Switchboard.Embedded.Streams;

/// <summary>The implicit subscription of a grain.</summary>
internal sealed class GrainSubscription<T>(Activation activation, StreamKey stream) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => stream.Id;

    public override string ProviderName => stream.Provider;

    public override Guid HandleId { get; } = new Guid((int)activation.GrainId.GetUniformHashCode(), 0, 0, new byte[8]);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        SubscriptionToken.MustBeNull(token);
        activation.Streams.Attach(stream, new StreamObserver<T>(observer));
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override Task UnsubscribeAsync()
    {
        activation.Streams.Detach(stream);
        return Task.CompletedTask;
    }
}

/// <summary>The subscription of an observer outside of grains, which lasts as long as the process.</summary>
internal sealed class ClientSubscription<T> : StreamSubscriptionHandle<T>
{
    private readonly EmbeddedHost host;
    private readonly StreamKey stream;
    private readonly DeliveryQueue queue;
    private StreamObserver<T> observer;

    public ClientSubscription(EmbeddedHost host, StreamKey stream, IAsyncObserver<T> observer)
    {
        this.host = host;
        this.stream = stream;
        this.observer = new StreamObserver<T>(observer);
        queue = new DeliveryQueue(host, "a client", stream, batch => this.observer.OnNext(batch), error => this.observer.OnError(error), onDrained: null);
        host.Streams.Subscribe(stream, queue);
    }

    public override StreamId StreamId => stream.Id;

    public override string ProviderName => stream.Provider;

    public override Guid HandleId { get; } = Guid.NewGuid();

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        SubscriptionToken.MustBeNull(token);
        this.observer = new StreamObserver<T>(observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override Task UnsubscribeAsync()
    {
        host.Streams.Unsubscribe(stream, queue);
        return Task.CompletedTask;
    }
}

/// <summary>Refuses to go back in a stream that nobody keeps.</summary>
internal static class SubscriptionToken
{
    public static void MustBeNull(StreamSequenceToken? token)
    {
        if (token is not null)
            throw new NotSupportedException("Memory streams are not rewindable: the token must be null.");
    }
}
