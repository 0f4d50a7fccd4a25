using System.Text;

namespace Orleans.Runtime;

/// <summary>The identity of a stream: a namespace and a key. As text: <c>namespace/key</c>.</summary>
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    private readonly string? ns;
    private readonly string key;

    private StreamId(string? ns, string key)
    {
        this.ns = ns;
        this.key = key;
    }

    /// <summary>The namespace in UTF-8; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Namespace => Encoding.UTF8.GetBytes(ns ?? string.Empty);

    /// <summary>The key in UTF-8.</summary>
    public ReadOnlyMemory<byte> Key => Encoding.UTF8.GetBytes(key);

    internal string? NamespaceText => ns;

    internal string KeyText => key;

    /// <summary>Makes the identity of a stream.</summary>
    /// <param name="ns">The namespace; null for none.</param>
    /// <param name="key">The key.</param>
    public static StreamId Create(string? ns, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new StreamId(ns, key);
    }

    /// <summary>Makes the identity of a stream whose key is a Guid, written as 32 hex digits.</summary>
    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    /// <inheritdoc/>
    public bool Equals(StreamId other) => key == other.key && ns == other.ns;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ns, key);

    /// <inheritdoc/>
    public int CompareTo(StreamId other) =>
        string.CompareOrdinal(ns, other.ns) is not 0 and var byNamespace ? byNamespace : string.CompareOrdinal(key, other.key);

    /// <summary>Whether both identify the same stream.</summary>
    public static bool operator ==(StreamId left, StreamId right) => left.Equals(right);

    /// <summary>Whether they identify different streams.</summary>
    public static bool operator !=(StreamId left, StreamId right) => !left.Equals(right);

    /// <summary>By namespace, then by key.</summary>
    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    /// <summary>By namespace, then by key.</summary>
    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    /// <summary>By namespace, then by key.</summary>
    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    /// <summary>By namespace, then by key.</summary>
    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{ns ?? "null"}/{key}";
}
