using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A named sequence of items that lives only in memory.</summary>
public interface IAsyncStream
{
    /// <summary>Whether a consumer can go back to earlier items. Memory streams cannot.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The stream's identity.</summary>
    StreamId StreamId { get; }
}

/// <summary>A stream of items of a type. Publishing returns when the item is queued, not when it is delivered.</summary>
public interface IAsyncStream<T> : IAsyncStream, IAsyncObservable<T>, IAsyncBatchProducer<T>;

/// <summary>What can be subscribed to.</summary>
public interface IAsyncObservable<T>
{
    /// <summary>
    /// Subscribes an observer. In a grain this attaches it to the grain's implicit subscription; outside of grains it
    /// receives from now on what is published in this process.
    /// </summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
}

/// <summary>A subscription.</summary>
public abstract class StreamSubscriptionHandle<T>
{
    /// <summary>The stream's identity.</summary>
    public abstract StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    public abstract string ProviderName { get; }

    /// <summary>The subscription's identity.</summary>
    public abstract Guid HandleId { get; }

    /// <summary>Ends the subscription; an implicit one merely loses its observer.</summary>
    public abstract Task UnsubscribeAsync();

    /// <summary>Attaches an observer, in place of an earlier one.</summary>
    /// <param name="observer">Takes the items.</param>
    /// <param name="token">Must be null: memory streams cannot go back.</param>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);
}

/// <summary>Gives streams by identity.</summary>
public interface IStreamProvider
{
    /// <summary>The provider's name.</summary>
    string Name { get; }

    /// <summary>Whether its streams can be read from an earlier place.</summary>
    bool IsRewindable { get; }

    /// <summary>Gives a stream. All streams exist.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
