using System.Data.Common;

namespace Switchboard.Storage;

/// <summary>The current row of a result, read by column name. Valid only inside the function it is handed to.</summary>
public sealed class RowReader
{
    private readonly DbDataReader _reader;
    private readonly IReadOnlyDictionary<string, int> _positions;

    internal RowReader(DbDataReader reader, IReadOnlyDictionary<string, int> positions)
    {
        _reader = reader;
        _positions = positions;
    }

    /// <summary>A Text or Json column.</summary>
    public string Text(string column) => _reader.GetString(_positions[column]);

    /// <summary>A Text or Json column, null when empty.</summary>
    public string? TextOrNull(string column) => IsNull(column) ? null : Text(column);

    /// <summary>An Int64 column, or a count.</summary>
    public long Int64(string column) => _reader.GetInt64(_positions[column]);

    /// <summary>An Int64 column, null when empty.</summary>
    public long? Int64OrNull(string column) => IsNull(column) ? null : Int64(column);

    /// <summary>A Real column.</summary>
    public double Real(string column) => _reader.GetDouble(_positions[column]);

    /// <summary>A Real column, null when empty.</summary>
    public double? RealOrNull(string column) => IsNull(column) ? null : Real(column);

    /// <summary>A Boolean column.</summary>
    public bool Boolean(string column) => _reader.GetBoolean(_positions[column]);

    /// <summary>A Boolean column, null when empty.</summary>
    public bool? BooleanOrNull(string column) => IsNull(column) ? null : Boolean(column);

    /// <summary>A Timestamp column, in UTC.</summary>
    public DateTimeOffset Timestamp(string column) => StoreTime.FromMicroseconds(Int64(column));

    /// <summary>A Timestamp column, null when empty.</summary>
    public DateTimeOffset? TimestampOrNull(string column) => IsNull(column) ? null : Timestamp(column);

    /// <summary>A Blob column.</summary>
    public byte[] Blob(string column) => _reader.GetFieldValue<byte[]>(_positions[column]);

    /// <summary>A Blob column, null when empty.</summary>
    public byte[]? BlobOrNull(string column) => IsNull(column) ? null : Blob(column);

    /// <summary>Whether the column is empty in this row.</summary>
    public bool IsNull(string column) => _reader.IsDBNull(_positions[column]);

    /// <summary>The positions of a result's columns by name.</summary>
    internal static Dictionary<string, int> PositionsOf(DbDataReader reader)
    {
        var positions = new Dictionary<string, int>(reader.FieldCount, StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++)
            positions.TryAdd(reader.GetName(i), i);
        return positions;
    }
}
