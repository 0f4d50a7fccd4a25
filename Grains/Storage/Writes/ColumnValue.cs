using System.Text;

namespace Switchboard.Storage;

/// <summary>Brings values into the one form in which they travel to either database, and refuses what a database would choke on.</summary>
internal static class ColumnValue
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value as string, long, double, bool, byte[] or null.</summary>
    /// <param name="table">For the message of an error.</param>
    /// <param name="column">The column it is meant for.</param>
    /// <param name="value">What the caller gave.</param>
    /// <param name="bytes">Its size, for the queue's bound.</param>
    /// <exception cref="ArgumentException">The column does not take that value.</exception>
    public static object? Normalize(TableSchema table, Column column, object? value, ref long bytes)
    {
        switch (column.Kind, value)
        {
            case (_, null) when column.Nullable:
                return null;
            case (ColumnKind.Text or ColumnKind.Json, string text):
                bytes += SizeOf(table, column, text);
                return text;
            case (ColumnKind.Text, Guid id):
                bytes += 36;
                return id.ToString();
            case (ColumnKind.Blob, byte[] blob):
                bytes += blob.Length;
                return blob;
        }

        bytes += sizeof(long);
        return (column.Kind, value) switch
        {
            (ColumnKind.Int64, long number) => number,
            (ColumnKind.Int64, int number) => (long)number,
            (ColumnKind.Real, double number) => number,
            (ColumnKind.Boolean, bool flag) => flag,
            (ColumnKind.Timestamp, DateTimeOffset instant) => StoreTime.ToMicroseconds(instant),
            _ => throw new ArgumentException(
                $"Column {table}.{column.Name} ({column.Kind}{(column.Nullable ? ", nullable" : "")}) does not take {value?.GetType().Name ?? "null"}.",
                nameof(value)),
        };
    }

    /// <summary>
    /// PostgreSQL takes neither NUL characters nor half surrogate pairs; refused here, such a text fails only its owner and fails alike on
    /// both databases.
    /// </summary>
    private static int SizeOf(TableSchema table, Column column, string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException($"Column {table}.{column.Name} does not take text with a NUL character.", nameof(text));
        try
        {
            return StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"Column {table}.{column.Name} does not take text with half a surrogate pair.", nameof(text), e);
        }
    }
}
