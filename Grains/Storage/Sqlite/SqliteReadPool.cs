using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Switchboard.Storage.Sqlite;

/// <summary>
/// Read-only connections, each with its prepared queries. SQLite reads in the caller's thread, mostly from memory in microseconds, so queries run in place and
/// their tasks are complete when they are returned.
/// </summary>
internal sealed class SqliteReadPool(SqliteOptions options) : IDisposable
{
    /// <summary>Connections kept for later; more readers at once open further ones for as long as they need them.</summary>
    private const int IdleMax = 8;

    private readonly ConcurrentStack<SqliteReader> _idle = new();

    public IReadOnlyList<T> Query<T>(SqlQuery query, Func<RowReader, T> map)
    {
        try
        {
            if (!_idle.TryPop(out var reader))
                reader = new SqliteReader(options);
            bool reusable = false;
            try
            {
                var rows = reader.Query(query, map);
                reusable = true;
                return rows;
            }
            finally
            {
                if (reusable && _idle.Count < IdleMax)
                    _idle.Push(reader);
                else
                    reader.Dispose();
            }
        }
        catch (SqliteException e) when (e.IsUnavailable())
        {
            throw e.ToUnavailable();
        }
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var reader))
            reader.Dispose();
    }

    private sealed class SqliteReader : IDisposable
    {
        /// <summary>Prepared queries kept for each connection; texts are constants, so there are far fewer.</summary>
        private const int PreparedMax = 256;

        private readonly SqliteConnection _connection;
        private readonly Dictionary<string, Prepared> _prepared = [];

        public SqliteReader(SqliteOptions options)
        {
            _connection = SqliteFile.OpenForReading(options);
        }

        public List<T> Query<T>(SqlQuery query, Func<RowReader, T> map)
        {
            var prepared = Prepare(query.Text);
            prepared.Command.Parameters.Clear();
            foreach (var (name, value) in query)
                prepared.Command.Parameters.AddWithValue("@" + name, ToParameter(value));
            using var reader = prepared.Command.ExecuteReader();
            var row = new RowReader(reader, prepared.Positions ??= RowReader.PositionsOf(reader));
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(map(row));
            return rows;
        }

        public void Dispose()
        {
            foreach (var prepared in _prepared.Values)
                prepared.Command.Dispose();
            _connection.Dispose();
        }

        private Prepared Prepare(string sql)
        {
            if (_prepared.TryGetValue(sql, out var prepared))
                return prepared;
            if (_prepared.Count >= PreparedMax)
            {
                foreach (var old in _prepared.Values)
                    old.Command.Dispose();
                _prepared.Clear();
            }

            var command = _connection.CreateCommand();
            command.CommandText = sql;
            return _prepared[sql] = new Prepared(command);
        }

        private static object ToParameter(object? value) => value switch
        {
            null => DBNull.Value,
            IEnumerable<string> texts => JsonSerializer.Serialize(texts),
            IEnumerable<long> numbers => JsonSerializer.Serialize(numbers),
            _ => value,
        };

        private sealed class Prepared(SqliteCommand command)
        {
            public SqliteCommand Command { get; } = command;

            public Dictionary<string, int>? Positions { get; set; }
        }
    }
}
