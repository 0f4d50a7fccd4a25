using System.Collections.Immutable;
using CsvHelper;

namespace Switchboard.Files;

/// <summary>
/// An uploaded CSV file: UTF-8, fields separated by commas, semicolons, tabs or bars (whichever the first lines have), quoted as RFC 4180 says, with
/// or without a header row. A table without one is told by a value of the first known column in its first row; the first of its other columns is
/// then taken for the second known one.
/// </summary>
public sealed class CsvTable : TableReader
{
    // Far beyond any row that people write, and little enough to hold; an unclosed quote runs into it.
    private const int RecordBytesMax = 1024 * 1024;

    private readonly CsvReader _reader;
    private readonly int[] _known;
    private readonly ImmutableArray<(int Position, string Header)> _others;
    private readonly int _columnsRead;
    private bool _isOnFirstRow;
    private string? _problem;

    private CsvTable(Stream file, ImmutableArray<KnownColumn> columns)
        : base(columns)
    {
        _reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                HasHeader = false,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = RecordBytesMax,
                IncludeValuesInExceptions = false,
                OnMalformedRecord = NoteProblem,
            },
            leaveOpen: true);
        if (!MoveToRecord())
            throw new TableFileException("is empty");
        var first = Enumerable.Range(0, Math.Min(_reader.FieldCount, RecordBytesMax)).Select(i => _reader.GetString(i).Trim()).ToList();
        _known = [.. columns.Select(column => BestOf(column, first))];
        HasHeader = _known[0] >= 0;
        if (!HasHeader)
            FindWithoutHeader(first);
        _isOnFirstRow = !HasHeader;
        (_others, _columnsRead) = NameOthers(HasHeader ? first : []);
    }

    /// <summary>Whether the first row names the columns.</summary>
    public bool HasHeader { get; }

    /// <inheritdoc/>
    public override long Line => _reader.LineNumber;

    /// <summary>Looks a file over, finds its columns and stands before its first row.</summary>
    /// <param name="file">Can be read again from its beginning; stays open when the table is disposed.</param>
    /// <param name="columns">What is looked for; the first must be there.</param>
    /// <exception cref="TableFileException">It is empty, no UTF-8 text, or has no such column.</exception>
    public static CsvTable Open(Stream file, params ImmutableArray<KnownColumn> columns)
    {
        TextFile.Check(file);
        return new CsvTable(file, columns);
    }

    /// <inheritdoc/>
    public override string Text(KnownColumn column)
    {
        var position = _known[Columns.IndexOf(column)];
        return position < 0 ? "" : _reader.GetString(position).Trim();
    }

    /// <inheritdoc/>
    public override void Dispose() => _reader.Dispose();

    private protected override bool MoveNext()
    {
        do
        {
            if (!_isOnFirstRow && !MoveToRecord())
                return false;
            _isOnFirstRow = false;
        }
        while (IsBlank());

        foreach (var (position, header) in _others)
        {
            if (position < _reader.FieldCount && !_reader.IsEmpty(position))
                AddOther(header, _reader.GetString(position).Trim());
        }

        NoteIgnored(_reader.FieldCount - _columnsRead);
        return true;
    }

    private bool IsBlank()
    {
        for (var i = 0; i < _reader.FieldCount; i++)
        {
            if (!_reader.IsEmpty(i))
                return false;
        }

        return true;
    }

    private bool MoveToRecord()
    {
        try
        {
            var isThere = _reader.Read();
            return _problem is null ? isThere : throw new TableFileException(_problem);
        }
        catch (CsvFormatException malformed)
        {
            throw new TableFileException(
                $"has a row of more than {RecordBytesMax} bytes, or a quote that is never closed, from line {Math.Max(1, malformed.LineNumber)} on", malformed);
        }
    }

    // A stray quote is read as what it looks like; one that swallows rows must not be.
    private void NoteProblem(CsvMalformedRecord malformed) => _problem ??= malformed.Reason switch
    {
        CsvMalformedReason.UnterminatedQuote => $"has a quote in line {malformed.LineNumber} that is never closed",
        CsvMalformedReason.TextAfterClosingQuote when malformed.RawRecord.Contains('\n') =>
            $"has a quote in line {malformed.LineNumber} that is closed in another line, in the middle of a value",
        _ => null,
    };

    private static int BestOf(KnownColumn column, List<string> headers)
    {
        var (best, bestRank) = (-1, int.MaxValue);
        for (var i = 0; i < headers.Count; i++)
        {
            if (column.RankOf(headers[i]) is { } rank && rank < bestRank)
                (best, bestRank) = (i, rank);
        }

        return best;
    }

    private void FindWithoutHeader(List<string> first)
    {
        var key = Columns[0].Recognises is { } recognises ? first.FindIndex(value => recognises(value)) : -1;
        if (key < 0)
            throw new TableFileException($"has no column with one of the headers {string.Join(", ", Columns[0].Headers)}");
        Array.Fill(_known, -1);
        _known[0] = key;
        if (_known.Length > 1)
            _known[1] = key == 0 ? 1 : 0;
    }

    private (ImmutableArray<(int Position, string Header)> Others, int ColumnsRead) NameOthers(List<string> headers)
    {
        var others = ImmutableArray.CreateBuilder<(int, string)>(OtherColumnsMax);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;
        for (; others.Count < OtherColumnsMax; position++)
        {
            if (_known.Contains(position))
                continue;
            var named = position < headers.Count && headers[position].Length > 0 ? Shorten(headers[position], OtherHeaderMax) : $"column_{position + 1}";
            others.Add((position, taken.Add(named) ? named : $"{named}_{position + 1}"));
        }

        return (others.ToImmutable(), position);
    }
}
