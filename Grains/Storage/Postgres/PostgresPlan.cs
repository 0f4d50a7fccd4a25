using Npgsql;

namespace Switchboard.Storage.Postgres;

/// <summary>
/// The statements of a batch of sets: one for each shape of operation, whatever number of rows. They are sent together, and their answers tell which sets
/// did not go through.
/// </summary>
internal sealed class PostgresPlan
{
    private readonly IReadOnlyList<WriteSet> _sets;
    private readonly bool _alone;
    private readonly List<Group> _groups;

    public PostgresPlan(IReadOnlyList<WriteSet> sets)
    {
        _sets = sets;
        _alone = sets.Count == 1;
        _groups =
        [
            .. sets.SelectMany((set, index) => set.Operations.Select(operation => new Entry(index, operation)))
                .GroupBy(e => e.Operation.Shape)
                .OrderBy(g => g.Key.Kind)
                .ThenBy(g => g.Key.Table.Name, StringComparer.Ordinal)
                .Select(g => new Group(g.Key, [.. g.OrderBy(e => e.Key, KeyComparer.Instance)])),
        ];
    }

    /// <summary>
    /// The statement that takes a range of ordinals for each scope, if any row needs one. It has to run first; <see cref="AssignOrdinals"/> then deals them out.
    /// </summary>
    public NpgsqlBatchCommand? TakeOrdinals()
    {
        var scopes = OrdinalTakers().GroupBy(o => o.OrdinalScope).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (scopes.Count == 0)
            return null;
        return new NpgsqlBatchCommand(
            "INSERT INTO ordinals AS t (scope, next) SELECT * FROM unnest($1::text[], $2::bigint[]) "
            + "ON CONFLICT (scope) DO UPDATE SET next = t.next + excluded.next RETURNING scope, next")
        {
            Parameters =
            {
                PostgresArray.Of(ColumnKind.Text, [.. scopes.Select(g => g.Key)]),
                PostgresArray.Of(ColumnKind.Int64, [.. scopes.Select(g => (object)(long)g.Count())]),
            },
        };
    }

    /// <summary>Deals the ranges that end before <paramref name="next"/> out to the rows, in the order of the sets.</summary>
    public void AssignOrdinals(IReadOnlyDictionary<string, long> next)
    {
        foreach (var scope in OrdinalTakers().GroupBy(o => o.OrdinalScope))
        {
            long ordinal = next[scope.Key] - scope.Count();
            foreach (var operation in scope)
                operation.Values[operation.Table.OrdinalPosition] = ordinal++;
        }
    }

    /// <summary>All other statements: the groups', then the counters'.</summary>
    public IEnumerable<NpgsqlBatchCommand> Statements() => _groups.Select(g => g.ToCommand(_alone)).Concat(CounterStatements());

    /// <summary>
    /// Reads the answers to <see cref="Statements"/> and returns, for each set that did not go through, the verdict as far as it shows here; in a batch a clash
    /// cannot be told from the rest, so that such a set is to be tried alone.
    /// </summary>
    public Dictionary<int, CommitVerdict> ReadFailures(NpgsqlDataReader reader)
    {
        var failures = new Dictionary<int, CommitVerdict>();
        foreach (var group in _groups.Where(g => g.IsAnswered))
        {
            foreach (var entry in group.ReadUnmatched(reader).Where(e => e.Operation.IsRequired || e.Operation.Kind == WriteKind.Insert))
                failures.TryAdd(entry.SetIndex, entry.Operation.Unmatched);
            reader.NextResult();
        }

        return failures;
    }

    private IEnumerable<WriteOperation> OrdinalTakers() => _sets.SelectMany(s => s.Operations).Where(o => o.TakesOrdinal);

    private IEnumerable<NpgsqlBatchCommand> CounterStatements()
    {
        var totals = new CounterTotals();
        foreach (var counter in _sets.SelectMany(s => s.Counters))
            totals.Add(counter);

        foreach (var rows in totals.InKeyOrder().GroupBy(t => t.Table))
        {
            var command = new NpgsqlBatchCommand(PostgresWriteSql.OfCounters(rows.Key));
            for (int part = 0; part < rows.Key.Key.Count; part++)
                command.Parameters.Add(PostgresArray.Of(rows.Key.Columns[rows.Key.Key[part]].Kind, [.. rows.Select(r => r.Key[part])]));
            for (int counter = 0; counter < rows.Key.Counters.Count; counter++)
                command.Parameters.Add(PostgresArray.Of(ColumnKind.Int64, [.. rows.Select(r => (object)r.Deltas[counter])]));
            yield return command;
        }
    }

    /// <summary>An operation and the set it belongs to.</summary>
    private readonly record struct Entry(int SetIndex, WriteOperation Operation)
    {
        public object?[] Key { get; } = Operation.KeyValues();
    }

    /// <summary>The operations of one shape, ordered by key so that two nodes lock the same rows in the same order.</summary>
    private sealed class Group(WriteShape shape, List<Entry> entries)
    {
        /// <summary>Whether the statement returns the rows that it found.</summary>
        public bool IsAnswered => shape.Kind is not (WriteKind.Upsert or WriteKind.InsertOrIgnore);

        private bool IsInsert => shape.Kind is WriteKind.Create or WriteKind.Insert;

        public NpgsqlBatchCommand ToCommand(bool alone)
        {
            var command = new NpgsqlBatchCommand(PostgresWriteSql.Of(shape, alone));
            foreach (int column in TableSchema.PositionsIn(shape.Given))
                command.Parameters.Add(PostgresArray.Of(shape.Table.Columns[column].Kind, [.. entries.Select(e => e.Operation.Values[column])]));
            foreach (int column in TableSchema.PositionsIn(shape.When))
                command.Parameters.Add(PostgresArray.Of(shape.Table.Columns[column].Kind, [.. entries.Select(e => e.Operation.When[column])]));
            if (shape.Table.IsVersioned && !IsInsert)
                command.Parameters.Add(PostgresArray.Of(ColumnKind.Int64, [.. entries.Select(e => (object)e.Operation.ExpectedVersion)]));
            return command;
        }

        public IEnumerable<Entry> ReadUnmatched(NpgsqlDataReader reader) => IsInsert ? ReadNotInserted(reader) : ReadNotFound(reader);

        private IEnumerable<Entry> ReadNotFound(NpgsqlDataReader reader)
        {
            var found = new bool[entries.Count];
            while (reader.Read())
                found[reader.GetInt64(0) - 1] = true;
            return entries.Where((_, i) => !found[i]);
        }

        private IEnumerable<Entry> ReadNotInserted(NpgsqlDataReader reader)
        {
            var inserted = new HashSet<RowIdentity>(entries.Count);
            while (reader.Read())
                inserted.Add(new RowIdentity(shape.Table, Index: null, [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))]));
            return inserted.Count == entries.Count
                ? []
                : entries.Where(e => !inserted.Contains(new RowIdentity(shape.Table, Index: null, e.Key)));
        }
    }
}
