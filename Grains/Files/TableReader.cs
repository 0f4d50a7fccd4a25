using System.Collections.Immutable;

namespace Switchboard.Files;

/// <summary>
/// Reads the rows of an uploaded table one by one, whatever it is written in: the columns that the caller knows, and the others by their
/// headers. Forward only, and for one thread.
/// </summary>
public abstract class TableReader : IDisposable
{
    /// <summary>How many columns are read besides the known ones; the first ones are.</summary>
    public const int OtherColumnsMax = 50;

    /// <summary>Characters of a value of such a column; what is longer is cut.</summary>
    public const int OtherValueMax = 500;

    /// <summary>Characters of the header of such a column.</summary>
    public const int OtherHeaderMax = 100;

    private readonly List<KeyValuePair<string, string>> _others = [];

    private protected TableReader(ImmutableArray<KnownColumn> columns) => Columns = columns;

    /// <summary>The columns that are looked for; the first must be there.</summary>
    public ImmutableArray<KnownColumn> Columns { get; }

    /// <summary>The place of the current row, counted from 1: the line in a file that it begins at, or its place in a list.</summary>
    public abstract long Line { get; }

    /// <summary>What the current row holds in other columns, without what is empty. Good until the next <see cref="Read"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others => _others;

    /// <summary>How many columns were left out so far because there are more than <see cref="OtherColumnsMax"/>.</summary>
    public int IgnoredColumns { get; private set; }

    /// <summary>How many values were cut so far because they are longer than <see cref="OtherValueMax"/>.</summary>
    public long ShortenedValues { get; private set; }

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    /// <exception cref="TableFileException">The file is malformed from here on.</exception>
    public bool Read()
    {
        _others.Clear();
        return MoveNext();
    }

    /// <summary>What the current row holds in a known column, trimmed; empty when there is no such column, or nothing in it.</summary>
    public abstract string Text(KnownColumn column);

    /// <summary>
    /// Reads to the end, so that nothing is found to be malformed half-way when the table is read again to be acted on, and sees to it that there is something
    /// in the first known column.
    /// </summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="TableFileException">The table is malformed, has no or only useless rows, or more than that.</exception>
    public long CheckToEnd(long rowsMax)
    {
        var (rows, isUseful) = (0L, false);
        while (Read())
        {
            isUseful = isUseful || Text(Columns[0]).Length > 0;
            if (++rows > rowsMax)
                throw new TableFileException($"has more than {rowsMax} rows");
        }

        if (rows == 0)
            throw new TableFileException("has no rows");
        return isUseful ? rows : throw new TableFileException($"has nothing in a column with one of the headers {string.Join(", ", Columns[0].Headers)}");
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected abstract bool MoveNext();

    private protected void AddOther(string header, string value)
    {
        if (value.Length == 0)
            return;
        if (value.Length > OtherValueMax)
        {
            ShortenedValues++;
            value = Shorten(value, OtherValueMax);
        }

        _others.Add(new(header, value));
    }

    private protected void NoteIgnored(int columns) => IgnoredColumns = Math.Max(IgnoredColumns, columns);

    /// <summary>The beginning of a text, no half of a surrogate pair at its end.</summary>
    internal static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
