using System.Collections;

namespace Switchboard.Storage;

/// <summary>
/// Values by column name, as given to a write: <c>new Row { ["id"] = id, ["due_at"] = now }</c>. A column takes the .NET type of its kind:
/// <see cref="string"/> (or <see cref="Guid"/>, kept as its 36 characters) for Text and Json, <see cref="long"/> or <see cref="int"/> for Int64, <see cref="double"/>,
/// <see cref="bool"/>, <see cref="DateTimeOffset"/> for Timestamp, <c>byte[]</c> for Blob, and null where the column allows it.
/// </summary>
public sealed class Row : IEnumerable<KeyValuePair<string, object?>>
{
    // A row has a dozen columns: looking through them is cheaper than a table of hashes, and every write makes several rows.
    private readonly List<KeyValuePair<string, object?>> _values = new(capacity: 8);

    /// <summary>The value given for a column; setting it again replaces it.</summary>
    /// <exception cref="ArgumentException">Read, and none is given.</exception>
    public object? this[string column]
    {
        get => PositionOf(column) is >= 0 and var position
            ? _values[position].Value
            : throw new ArgumentException($"The row gives no {column}.", nameof(column));
        set
        {
            var given = KeyValuePair.Create(column, value);
            if (PositionOf(column) is >= 0 and var position)
                _values[position] = given;
            else
                _values.Add(given);
        }
    }

    /// <summary>The columns given, with their values.</summary>
    public List<KeyValuePair<string, object?>>.Enumerator GetEnumerator() => _values.GetEnumerator();

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int PositionOf(string column)
    {
        for (int i = 0; i < _values.Count; i++)
        {
            if (_values[i].Key == column)
                return i;
        }

        return -1;
    }
}

/// <summary>
/// Stands in a counter's key for a number that is only known inside the transaction: the ordinal of the row that the same write set last
/// inserted into <paramref name="Table"/>, divided by <paramref name="Divisor"/>.
/// </summary>
public sealed record AssignedOrdinal(TableSchema Table, long Divisor = 1);
