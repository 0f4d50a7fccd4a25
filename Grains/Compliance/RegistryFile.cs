using System.Globalization;
using CsvHelper;
using Switchboard.Contacts;

namespace Switchboard.Compliance;

/// <summary>
/// The numbers of a registry file: CSV, the number in the column <c>phone_e164</c>, or in the first one of a file without
/// a header row. Kept as sorted integers, eight bytes a number, because such a registry has millions.
/// </summary>
internal sealed class RegistryFile
{
    /// <summary>A registry without numbers.</summary>
    public static readonly RegistryFile Empty = new([], 0, null);

    private const string NumberColumn = "phone_e164";

    // Whether the first row is a header shows only when it has been read; an unclosed quote must not swallow the rest of the file.
    private static readonly CsvReaderOptions Format = new()
    {
        HasHeader = false,
        Separator = ',',
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false,
    };

    private readonly long[] _sortedNumbers;

    private RegistryFile(long[] sortedNumbers, int badRows, int? firstBadRow)
    {
        _sortedNumbers = sortedNumbers;
        BadRows = badRows;
        FirstBadRow = firstBadRow;
    }

    /// <summary>How many numbers it holds; one that the file names twice counts once.</summary>
    public int Count => _sortedNumbers.Length;

    /// <summary>How many rows were left out because they hold no E.164 number.</summary>
    public int BadRows { get; }

    /// <summary>Where the first of them is, counted from 1; null when there is none.</summary>
    public int? FirstBadRow { get; }

    /// <summary>Whether the E.164 number is in it.</summary>
    public bool Contains(string e164) => Array.BinarySearch(_sortedNumbers, ToInteger(e164)) >= 0;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidDataException">
    /// It is not such a list: it is empty, or not even half of its rows hold a number. (A failed download leaves files like that;
    /// one mistyped row must not keep a million others from taking effect.)
    /// </exception>
    public static RegistryFile Read(Stream csv)
    {
        using var rows = CsvReader.Create(csv, Format);
        var numbers = new List<long>();
        int column = 0, row = 0, badRows = 0;
        int? firstBadRow = null;
        while (rows.Read())
        {
            row++;
            var field = rows.GetString(column);
            if (PhoneNumber.IsE164(field))
            {
                numbers.Add(ToInteger(field));
            }
            else if (row == 1)
            {
                column = NumberColumnIn(rows);
            }
            else
            {
                badRows++;
                firstBadRow ??= row;
            }
        }

        if (row == 0)
            throw new InvalidDataException("the file is empty");
        if (badRows > numbers.Count)
            throw new InvalidDataException($"{badRows} of its rows hold no E.164 number, the first is row {firstBadRow}");
        return new RegistryFile(SortDistinct(numbers), badRows, firstBadRow);
    }

    private static int NumberColumnIn(CsvReader header)
    {
        for (var i = 0; i < header.FieldCount; i++)
        {
            if (header.GetString(i).Equals(NumberColumn, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return 0;
    }

    // Fifteen digits at most, so every number fits and none loses a leading zero.
    private static long ToInteger(string e164) => long.Parse(e164.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static long[] SortDistinct(List<long> numbers)
    {
        numbers.Sort();
        var distinct = 0;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (i == 0 || numbers[i] != numbers[i - 1])
                numbers[distinct++] = numbers[i];
        }

        return [.. numbers[..distinct]];
    }
}
