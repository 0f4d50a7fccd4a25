namespace Orleans.Streams;

/// <summary>Takes the items of a stream, one at a time and in order.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>Takes or publishes an item. A consumer that throws gets the item again, for a while.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>No item follows.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>An item could not be delivered and is lost.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Takes several items at once.</summary>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    /// <summary>Publishes several items, which stay together and in order.</summary>
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}

/// <summary>The place of an item in its stream.</summary>
[GenerateSerializer]
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
{
    /// <summary>Rises with every publication.</summary>
    public abstract long SequenceNumber { get; protected set; }

    /// <summary>The item's place within its batch.</summary>
    public abstract int EventIndex { get; protected set; }

    /// <inheritdoc/>
    public abstract bool Equals(StreamSequenceToken? other);

    /// <inheritdoc/>
    public abstract int CompareTo(StreamSequenceToken? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);

    /// <summary>Whether both are the same place.</summary>
    public static bool operator ==(StreamSequenceToken? left, StreamSequenceToken? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they are different places.</summary>
    public static bool operator !=(StreamSequenceToken? left, StreamSequenceToken? right) => !(left == right);

    /// <summary>Whether the left one comes before.</summary>
    public static bool operator <(StreamSequenceToken? left, StreamSequenceToken? right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes after.</summary>
    public static bool operator >(StreamSequenceToken? left, StreamSequenceToken? right) => left is not null && left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come after.</summary>
    public static bool operator <=(StreamSequenceToken? left, StreamSequenceToken? right) => !(left > right);

    /// <summary>Whether the left one does not come before.</summary>
    public static bool operator >=(StreamSequenceToken? left, StreamSequenceToken? right) => !(left < right);
}
