using Microsoft.Data.Sqlite;

namespace Switchboard.Storage.Sqlite;

/// <summary>One batch inside its transaction. Ordinals and counters are kept in memory until its end, when each of their rows is written once.</summary>
/// <param name="statements">The connection's statements.</param>
/// <param name="marked">Whether a set that fails is taken back to where it began; without, whoever runs it rolls the whole transaction back.</param>
internal sealed class SqliteBatch(SqliteStatements statements, bool marked)
{
    private const string ReadOrdinal = "SELECT next FROM ordinals WHERE scope = ?1";
    private const string WriteOrdinal = "INSERT INTO ordinals (scope, next) VALUES (?1, ?2) ON CONFLICT (scope) DO UPDATE SET next = excluded.next";

    private readonly Dictionary<string, long> _nextOrdinals = [];
    private readonly CounterTotals _counters = new();
    private readonly List<string> _scopesTaken = [];

    /// <summary>Runs a set; after a failure nothing of it is left, if sets are marked.</summary>
    /// <exception cref="SqliteException">The database as a whole cannot go on.</exception>
    public SetOutcome Run(WriteSet set)
    {
        // A single statement undoes itself when it fails; only a set of several needs a mark to go back to.
        bool isMarked = marked && set.Operations.Count > 1;
        if (isMarked)
            statements.Run("SAVEPOINT one_set");
        _scopesTaken.Clear();
        var outcome = RunOperations(set);
        if (outcome is { } failed)
        {
            GiveBackOrdinals();
            if (isMarked)
                statements.Run("ROLLBACK TO one_set");
        }

        if (isMarked)
            statements.Run("RELEASE one_set");
        if (outcome is not null)
            return outcome.Value;
        foreach (var counter in set.Counters)
            _counters.Add(counter);
        return set.ToCommitted();
    }

    /// <summary>Writes what was kept in memory.</summary>
    public void Finish()
    {
        foreach (var (scope, next) in _nextOrdinals)
        {
            var statement = statements.Other(WriteOrdinal);
            statement.Bind(1, scope);
            statement.Bind(2, next);
            statement.Execute();
        }

        foreach (var total in _counters.InKeyOrder())
        {
            var statement = statements.Counters(total.Table);
            int position = 0;
            foreach (object? part in total.Key)
                statement.Bind(++position, part);
            foreach (long delta in total.Deltas)
                statement.Bind(++position, delta);
            statement.Execute();
        }
    }

    /// <summary>Null when all went well.</summary>
    private SetOutcome? RunOperations(WriteSet set)
    {
        foreach (var operation in set.OperationsInOrder)
        {
            try
            {
                if (Run(operation) == 0 && operation.IsRequired)
                    return operation.Unmatched;
            }
            catch (SqliteException e) when (e.IsDuplicate())
            {
                return DuplicateOf(operation, e);
            }
            catch (SqliteException e) when (!e.IsUnavailable())
            {
                return new StoreRejectedException($"SQLite refused a write to {operation.Table}: {e.Message}", e);
            }
        }

        return null;
    }

    /// <summary>A row that clashes with the primary key and with another index is judged by the key, whichever SQLite looked at first.</summary>
    private CommitVerdict DuplicateOf(WriteOperation operation, SqliteException e)
    {
        var table = operation.Table;
        if (operation.Kind is not (WriteKind.Create or WriteKind.Insert) || !Exists(operation))
            return new CommitVerdict.Duplicate(table.Name, e.DuplicateIndex(table));
        return operation.Kind == WriteKind.Create ? operation.Unmatched : new CommitVerdict.Duplicate(table.Name, table.KeyName);
    }

    private bool Exists(WriteOperation operation)
    {
        var statement = statements.Other(SqliteWriteSql.OfExistence(operation.Table));
        int position = 0;
        foreach (int column in operation.Table.Key)
            statement.Bind(++position, operation.Values[column]);
        return statement.ReadInt64() is not null;
    }

    private int Run(WriteOperation operation)
    {
        if (operation.TakesOrdinal)
            TakeOrdinal(operation);
        var table = operation.Table;
        var statement = statements.Write(operation.Shape);
        int position = 0;
        foreach (int column in TableSchema.PositionsIn(operation.Shape.Given))
            statement.Bind(++position, operation.Values[column]);
        foreach (int column in TableSchema.PositionsIn(operation.Shape.When))
            statement.Bind(++position, operation.When[column]);
        if (operation.Kind is WriteKind.Replace || (operation.Kind is WriteKind.Delete && table.IsVersioned))
            statement.Bind(++position, operation.ExpectedVersion);
        return statement.Execute();
    }

    private void TakeOrdinal(WriteOperation operation)
    {
        string scope = operation.OrdinalScope;
        if (!_nextOrdinals.TryGetValue(scope, out long next))
        {
            var statement = statements.Other(ReadOrdinal);
            statement.Bind(1, scope);
            next = statement.ReadInt64() ?? 0;
        }

        _nextOrdinals[scope] = next + 1;
        operation.Values[operation.Table.OrdinalPosition] = next;
        _scopesTaken.Add(scope);
    }

    /// <summary>The set took the newest ordinals of each scope, so giving them back leaves no gap.</summary>
    private void GiveBackOrdinals()
    {
        foreach (string scope in _scopesTaken)
            _nextOrdinals[scope]--;
    }
}
