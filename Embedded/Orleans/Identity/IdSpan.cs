namespace Orleans.Runtime;

/// <summary>A key or a type name, with its hash computed once.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly string? value;
    private readonly int hash;

    private IdSpan(string value)
    {
        this.value = value;
        hash = StableHash(value);
    }

    /// <summary>Whether there is no value.</summary>
    public bool IsDefault => string.IsNullOrEmpty(value);

    /// <summary>Makes a key of a text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => (uint)hash;

    /// <inheritdoc/>
    public bool Equals(IdSpan other) => hash == other.hash && value == other.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => string.CompareOrdinal(value, other.value);

    /// <summary>Whether both are the same text.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether they are different texts.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);

    /// <summary>Ordinal comparison.</summary>
    public static bool operator <(IdSpan left, IdSpan right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal comparison.</summary>
    public static bool operator >(IdSpan left, IdSpan right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal comparison.</summary>
    public static bool operator <=(IdSpan left, IdSpan right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal comparison.</summary>
    public static bool operator >=(IdSpan left, IdSpan right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => value ?? string.Empty;

    // FNV-1a. A string's own hash differs from process to process, which would make a simulation irreproducible.
    private static int StableHash(string text)
    {
        var result = 2166136261u;
        foreach (var c in text)
            result = (result ^ c) * 16777619u;
        return (int)result;
    }
}
