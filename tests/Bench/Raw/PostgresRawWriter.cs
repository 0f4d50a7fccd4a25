using Npgsql;
using NpgsqlTypes;
using Switchboard.Storage;

namespace Switchboard.Bench.Raw;

/// <summary>A PostgreSQL connection with one prepared statement for each write of a call, which takes that write of all calls of a batch as arrays.</summary>
public sealed class PostgresRawWriter : IRawWriter
{
    // As the product's writer has it: every row is reached by its key.
    private const string Setup = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; SET plan_cache_mode = force_generic_plan";

    private readonly NpgsqlConnection _connection;
    private readonly IReadOnlyList<RowWrite> _writes;
    private readonly NpgsqlBatch _batch;

    /// <param name="connection">A connection to the database; owned by the writer.</param>
    /// <param name="writes">The writes of one call.</param>
    /// <param name="durable">Whether a commit waits for the disk, as the product's do.</param>
    public PostgresRawWriter(NpgsqlConnection connection, IReadOnlyList<RowWrite> writes, bool durable)
    {
        _connection = connection;
        _writes = writes;
        using var setup = new NpgsqlCommand($"{Setup}; SET synchronous_commit = {(durable ? "on" : "off")}", connection);
        setup.ExecuteNonQuery();
        _batch = new NpgsqlBatch(connection);
        foreach (var write in writes) _batch.BatchCommands.Add(ToCommand(write));
        _batch.Prepare();
    }

    public void Write(IReadOnlyList<object?[][]> calls)
    {
        for (var write = 0; write < _writes.Count; write++)
        {
            foreach (var (position, column) in _writes[write].Parameters.Index())
                _batch.BatchCommands[write].Parameters[position].Value = ToArray(column.Kind, calls.Select(call => call[write][position]));
        }

        using var transaction = _connection.BeginTransaction();
        _batch.Transaction = transaction;
        _batch.ExecuteNonQuery();
        transaction.Commit();
    }

    public void Dispose()
    {
        _batch.Dispose();
        _connection.Dispose();
    }

    private static NpgsqlBatchCommand ToCommand(RowWrite write)
    {
        var command = new NpgsqlBatchCommand(Sql(write));
        foreach (var column in write.Parameters)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | TypeOf(column.Kind), Value = ToArray(column.Kind, []) });
        return command;
    }

    private static string Sql(RowWrite write)
    {
        var arrays = string.Join(", ", write.Parameters.Select((c, i) => $"${i + 1}::{NameOf(c.Kind)}[]"));
        if (write.Key is null) return $"INSERT INTO {write.Table} ({string.Join(", ", write.Columns.Select(c => c.Name))}) SELECT * FROM unnest({arrays})";
        var names = string.Join(", ", write.Parameters.Select((_, i) => $"c{i}"));
        var set = string.Join(", ", write.Columns.Select((c, i) => $"{c.Name} = u.c{i}"));
        var match = string.Join(" AND ", write.Key.Select((c, i) => $"t.{c.Name} = u.c{write.Columns.Count + i}"));
        return $"UPDATE {write.Table} AS t SET {set} FROM unnest({arrays}) AS u ({names}) WHERE {match}";
    }

    private static Array ToArray(ColumnKind kind, IEnumerable<object?> values) => kind switch
    {
        ColumnKind.Text or ColumnKind.Json => values.Cast<string?>().ToArray(),
        ColumnKind.Boolean => values.Cast<bool?>().ToArray(),
        ColumnKind.Real => values.Cast<double?>().ToArray(),
        _ => values.Cast<long?>().ToArray(),
    };

    private static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => NpgsqlDbType.Text,
        ColumnKind.Json => NpgsqlDbType.Json,
        ColumnKind.Boolean => NpgsqlDbType.Boolean,
        ColumnKind.Real => NpgsqlDbType.Double,
        _ => NpgsqlDbType.Bigint,
    };

    private static string NameOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Json => "json",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Real => "double precision",
        _ => "bigint",
    };
}
