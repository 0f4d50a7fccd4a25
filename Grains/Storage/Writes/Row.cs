using System.Collections;

namespace Switchboard.Storage;

/// <summary>
/// Values by column name, as given to a write: <c>new Row { ["id"] = id, ["due_at"] = now }</c>. A column takes the .NET type of its kind:
/// <see cref="string"/> (or <see cref="Guid"/>, kept as its 36 characters) for Text and Json, <see cref="long"/> or <see cref="int"/> for Int64, <see cref="double"/>,
/// <see cref="bool"/>, <see cref="DateTimeOffset"/> for Timestamp, <c>byte[]</c> for Blob, and null where the column allows it.
/// </summary>
public sealed class Row : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly Dictionary<string, object?> _values = [];

    /// <summary>The value given for a column; setting it again replaces it.</summary>
    /// <exception cref="ArgumentException">Read, and none is given.</exception>
    public object? this[string column]
    {
        get => _values.TryGetValue(column, out object? value) ? value : throw new ArgumentException($"The row gives no {column}.", nameof(column));
        set => _values[column] = value;
    }

    /// <summary>The columns given, with their values.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>
/// Stands in a counter's key for a number that is only known inside the transaction: the ordinal of the row that the same write set last
/// inserted into <paramref name="Table"/>, divided by <paramref name="Divisor"/>.
/// </summary>
public sealed record AssignedOrdinal(TableSchema Table, long Divisor = 1);
