using System.Runtime.CompilerServices;

namespace Switchboard.Storage;

/// <summary>
/// The unit of a commit: operations on declared tables, all of which are written or none. Each row may be named by one operation of a set only
/// (counters aside), so the order of the operations does not matter. Not safe for use by several threads, and not to be changed once it is handed to the store.
/// </summary>
/// <remarks>Every method checks what it is given and throws <see cref="ArgumentException"/> for a value that does not fit its column, so that a bad
/// value fails its owner before anybody else's write is touched.</remarks>
public sealed class WriteSet
{
    private readonly List<WriteOperation> _operations = [];
    private readonly List<CounterDelta> _counters = [];
    private readonly HashSet<RowIdentity> _rows = [];
    private long _bytes;

    internal IReadOnlyList<WriteOperation> Operations => _operations;

    /// <summary>The operations in the order they are carried out in; those of one kind as they were added.</summary>
    internal IReadOnlyList<WriteOperation> OperationsInOrder
    {
        get
        {
            for (int i = 1; i < _operations.Count; i++)
            {
                if (_operations[i].Kind < _operations[i - 1].Kind)
                    return [.. _operations.OrderBy(o => o.Kind)];
            }

            return _operations;
        }
    }

    internal IReadOnlyList<CounterDelta> Counters => _counters;

    /// <summary>The rows and unique values that the set names; two sets that share one are never in one batch.</summary>
    internal IReadOnlyCollection<RowIdentity> Rows => _rows;

    /// <summary>How many rows it writes.</summary>
    public int RowCount => _operations.Count + _counters.Count;

    /// <summary>About how many bytes its values take.</summary>
    public long ByteCount => _bytes;

    /// <summary>
    /// Writes a row of a versioned table if nobody else did since it was read. <paramref name="expectedVersion"/> 0 inserts it with version 1; n replaces
    /// the columns given in the row of version n, which becomes n + 1. Otherwise the set is <see cref="CommitVerdict.Stale"/>.
    /// </summary>
    public WriteSet Put(TableSchema table, Row row, long expectedVersion)
    {
        Require(table.IsVersioned, $"Table {table} has no version to check: use Insert or Upsert.");
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        var kind = expectedVersion == 0 ? WriteKind.Create : WriteKind.Replace;
        var (values, given) = Bind(table, row, complete: kind == WriteKind.Create);
        return AddOperation(new WriteOperation(new(table, kind, given, When: 0), values) { ExpectedVersion = expectedVersion, IsRequired = true });
    }

    /// <summary>Inserts a row; one with the same key or unique values makes the set a <see cref="CommitVerdict.Duplicate"/>.</summary>
    public WriteSet Insert(TableSchema table, Row row) => AddInsert(table, row, WriteKind.Insert);

    /// <summary>Inserts a row unless one with the same key or unique values exists.</summary>
    public WriteSet InsertOrIgnore(TableSchema table, Row row)
    {
        Require(table.Ordinal is null, $"Table {table} numbers its rows, and a row that is ignored would leave a gap.");
        return AddInsert(table, row, WriteKind.InsertOrIgnore);
    }

    /// <summary>Inserts a row, or sets the columns given if one with its primary key exists.</summary>
    public WriteSet Upsert(TableSchema table, Row row)
    {
        Require(table.Ordinal is null, $"Table {table} numbers its rows, and a row that is there already would leave a gap.");
        return AddInsert(table, row, WriteKind.Upsert);
    }

    /// <summary>Sets columns of the row whose key <paramref name="row"/> gives.</summary>
    /// <param name="table">A table without versions.</param>
    /// <param name="row">The key's columns and the columns to set.</param>
    /// <param name="when">A condition: columns and the values (null included) they must have for the row to be changed.</param>
    /// <param name="required">Whether the set is <see cref="CommitVerdict.Missing"/> when no such row meets the condition.</param>
    public WriteSet Update(TableSchema table, Row row, Row? when = null, bool required = false)
    {
        Require(!table.IsVersioned, $"Table {table} is versioned: use Put.");
        var (values, given) = Bind(table, row, complete: false);
        Require(given != table.KeyMask, "Nothing to update: the row gives only its key.");
        var (condition, tested) = when is null ? ([], 0UL) : BindWhen(table, when);
        return AddOperation(new WriteOperation(new(table, WriteKind.Update, given, tested), values) { When = condition, IsRequired = required });
    }

    /// <summary>Deletes the row with that key from a table without versions.</summary>
    /// <param name="table">A table without versions.</param>
    /// <param name="key">The key's columns.</param>
    /// <param name="required">Whether the set is <see cref="CommitVerdict.Missing"/> when there is no such row.</param>
    public WriteSet Delete(TableSchema table, Row key, bool required = false)
    {
        Require(!table.IsVersioned, $"Table {table} is versioned: give the expected version.");
        return AddOperation(new WriteOperation(new(table, WriteKind.Delete, table.KeyMask, When: 0), BindKey(table, key)) { IsRequired = required });
    }

    /// <summary>Deletes the row with that key from a table without versions; otherwise the set is <see cref="CommitVerdict.Missing"/>.</summary>
    /// <param name="table">A table without versions.</param>
    /// <param name="key">The key's columns.</param>
    /// <param name="when">A condition: columns and the values (null included) they must have for the row to be deleted.</param>
    public WriteSet Delete(TableSchema table, Row key, Row when)
    {
        Require(!table.IsVersioned, $"Table {table} is versioned: give the expected version.");
        var values = BindKey(table, key);
        var (condition, tested) = BindWhen(table, when);
        return AddOperation(new WriteOperation(new(table, WriteKind.Delete, table.KeyMask, tested), values) { When = condition, IsRequired = true });
    }

    /// <summary>Deletes the row with that key and version from a versioned table; otherwise the set is <see cref="CommitVerdict.Stale"/>.</summary>
    public WriteSet Delete(TableSchema table, Row key, long expectedVersion)
    {
        Require(table.IsVersioned, $"Table {table} has no version to check.");
        return AddOperation(new WriteOperation(new(table, WriteKind.Delete, table.KeyMask, When: 0), BindKey(table, key))
        {
            ExpectedVersion = expectedVersion,
            IsRequired = true,
        });
    }

    /// <summary>
    /// Adds to a counter, which starts at 0 when there is no such row. The deltas of everybody who commits at the same moment are added up and
    /// written once for each row, so a counter that all writes touch costs next to nothing.
    /// </summary>
    /// <param name="table">A table without versions whose columns besides the key are counters (Int64, not nullable) or nullable.</param>
    /// <param name="key">The key's columns; an <see cref="AssignedOrdinal"/> may stand for a number.</param>
    /// <param name="column">The counter.</param>
    /// <param name="delta">What to add; may be negative.</param>
    public WriteSet Add(TableSchema table, Row key, string column, long delta)
    {
        int position = table.PositionOf(column);
        Require(table.IsOfCounters, $"Table {table} is not one of counters.");
        int counter = table.CounterAt(position);
        Require(counter >= 0, $"{table}.{column} is not a counter.");
        _bytes += 2 * sizeof(long);
        object[] parts = new object[table.Key.Count];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = KeyPart(table, key, table.Key[i]);
        _counters.Add(new CounterDelta(table, parts, counter, delta));
        return this;
    }

    /// <summary>The verdict once everything is written and each ordinal stands in its operation's values.</summary>
    internal CommitVerdict.Committed ToCommitted()
    {
        var (versions, ordinals) = (new List<long>(), new List<long>());
        foreach (var operation in _operations)
        {
            if (operation.Kind is WriteKind.Create or WriteKind.Replace)
                versions.Add(operation.ExpectedVersion + 1);
            if (operation.TakesOrdinal)
                ordinals.Add((long)operation.Values[operation.Table.OrdinalPosition]!);
        }

        return new CommitVerdict.Committed(versions, ordinals);
    }

    private WriteSet AddInsert(TableSchema table, Row row, WriteKind kind)
    {
        Require(!table.IsVersioned, $"Table {table} is versioned: use Put.");
        var (values, given) = Bind(table, row, complete: true);
        return AddOperation(new WriteOperation(new(table, kind, given, When: 0), values));
    }

    private WriteSet AddOperation(WriteOperation operation)
    {
        var table = operation.Table;
        Require(
            _rows.Add(new RowIdentity(table, Index: null, operation.KeyValues())),
            $"The row {operation.KeyText} of {table} is named twice.");
        foreach (var index in table.UniqueIndexes)
        {
            if (RowIdentity.OfUnique(operation, index) is { } identity)
                Require(_rows.Add(identity), $"Two rows of the set have the same {index.Name}.");
        }

        _operations.Add(operation);
        return this;
    }

    private (object?[] Values, ulong Given) Bind(TableSchema table, Row row, bool complete)
    {
        var (values, given) = BindCondition(table, row);
        ulong required = complete ? table.RequiredMask | table.KeyMask : table.KeyMask;
        if ((given & required) != required)
            throw new ArgumentException($"Table {table} needs {table.Columns[TableSchema.PositionsIn(required & ~given).First()].Name}.", nameof(row));
        ulong ordinal = table.OrdinalPosition < 0 ? 0 : 1UL << table.OrdinalPosition;
        Require((given & ordinal) == 0, $"The store numbers the rows of {table} itself.");
        return (values, complete ? given | ordinal : given);
    }

    private (object?[] Values, ulong Tested) BindWhen(TableSchema table, Row when)
    {
        var (values, tested) = BindCondition(table, when);
        Require(
            TableSchema.PositionsIn(tested).All(p => table.Columns[p].Kind != ColumnKind.Json), "A condition cannot be on a Json column.", nameof(when));
        return (values, tested);
    }

    private (object?[] Values, ulong Given) BindCondition(TableSchema table, Row row)
    {
        var values = new object?[table.Columns.Count];
        ulong given = 0;
        foreach (var (column, value) in row)
        {
            int position = table.PositionOf(column);
            Require(position != table.VersionPosition, $"The store sets the version of {table} itself.");
            values[position] = ColumnValue.Normalize(table, table.Columns[position], value, ref _bytes);
            given |= 1UL << position;
        }

        return (values, given);
    }

    private object?[] BindKey(TableSchema table, Row key)
    {
        var (values, given) = Bind(table, key, complete: false);
        Require(given == table.KeyMask, "A key has the key's columns and no others.");
        return values;
    }

    private object KeyPart(TableSchema table, Row key, int position)
    {
        var column = table.Columns[position];
        if (key[column.Name] is not AssignedOrdinal ordinal)
            return ColumnValue.Normalize(table, column, key[column.Name], ref _bytes)!;
        Require(column.Kind == ColumnKind.Int64, $"{table}.{column.Name} cannot hold an ordinal.");
        var insert = _operations.FindLast(o => o.TakesOrdinal && o.Table == ordinal.Table);
        return insert is not null
            ? new AwaitedOrdinal(insert, ordinal.Divisor)
            : throw new ArgumentException($"The set inserts no row into {ordinal.Table} whose ordinal could be used.", nameof(key));
    }

    private static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Otherwise otherwise, string parameter = "row")
    {
        if (!holds)
            throw new ArgumentException(otherwise.ToString(), parameter);
    }

    private static void Require(bool holds, string otherwise, string parameter = "row")
    {
        if (!holds)
            throw new ArgumentException(otherwise, parameter);
    }

    /// <summary>A message that is only made when it is needed: what it tells of is checked for every operation.</summary>
    [InterpolatedStringHandler]
    private ref struct Otherwise
    {
        private DefaultInterpolatedStringHandler _message;

        public Otherwise(int literalLength, int formattedCount, bool holds, out bool isNeeded)
        {
            isNeeded = !holds;
            if (isNeeded)
                _message = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
        }

        public void AppendLiteral(string text) => _message.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _message.AppendFormatted(value);

        public override string ToString() => _message.ToStringAndClear();
    }
}
