using System.Collections.Concurrent;
using Npgsql;

namespace Switchboard.Storage.Postgres;

/// <summary>
/// Group reads: one question is at the server, and the rows asked for meanwhile by their keys are the next one, a statement for each table. A lone read
/// starts at once, and under load a read costs the server a few index pages instead of a round trip and a process of its own.
/// </summary>
internal sealed class PostgresKeyReads(string connectionString, TimeProvider time) : IDisposable
{
    /// <summary>Reads in one question; those behind them wait for the next.</summary>
    private const int ReadsMax = 256;

    private readonly PostgresSession _session = new(connectionString, time);
    private readonly ConcurrentDictionary<TableSchema, string> _sql = new();
    private readonly Queue<PostgresKeyRead> _waiting = new();
    private bool _isReading;
    private bool _isDisposed;

    /// <summary>The rows of the keys that exist, in no promised order; sees everything committed before it was called.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<T>> ReadAsync<T>(KeysAsked asked, Func<RowReader, T> map)
    {
        var read = new PostgresKeyRead<T>(asked, map);
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _waiting.Enqueue(read);
            if (_isReading)
                return read.Answer;
            _isReading = true;
        }

        // Not in the caller's context: what is read after its own rows is none of its business.
        _ = Task.Run(ReadAllAsync);
        return read.Answer;
    }

    public void Dispose()
    {
        lock (_waiting)
            _isDisposed = true;
        _session.Dispose();
    }

    private async Task ReadAllAsync()
    {
        while (Take() is { Count: > 0 } reads)
        {
            try
            {
                await ReadAsync(reads);
                reads.ForEach(read => read.Complete());
            }
            catch (Exception e)
            {
                reads.ForEach(read => read.Fail(e));
            }
        }
    }

    private List<PostgresKeyRead> Take()
    {
        var reads = new List<PostgresKeyRead>();
        lock (_waiting)
        {
            while (reads.Count < ReadsMax && _waiting.TryDequeue(out var read))
                reads.Add(read);
            _isReading = reads.Count > 0;
        }

        return reads;
    }

    /// <summary>Asks again on a new connection when the old one turns out to have ended, with a restart of the server.</summary>
    private async Task ReadAsync(List<PostgresKeyRead> reads)
    {
        List<(PostgresKeyRead Read, object?[] Key)[]> tables =
            [.. reads.SelectMany(read => read.Asked.Keys.Select(key => (read, key))).GroupBy(asked => asked.read.Asked.Table).Select(table => table.ToArray())];
        try
        {
            await AskAsync(tables, isAgain: false);
        }
        catch (Exception e) when (_session.HasLost(e) || (e is PostgresException server && server.IsUnavailable()))
        {
            throw e.ToUnavailable();
        }
    }

    private async Task AskAsync(List<(PostgresKeyRead Read, object?[] Key)[]> tables, bool isAgain)
    {
        NpgsqlDataReader answer;
        await using var batch = new NpgsqlBatch(_session.Open());
        tables.ForEach(table => batch.BatchCommands.Add(Command(table)));
        try
        {
            answer = await batch.ExecuteReaderAsync();
        }
        catch (Exception e) when (_session.HasLost(e))
        {
            _session.Drop();
            if (isAgain || e.InnerException is TimeoutException)
                throw;
            await AskAsync(tables, isAgain: true);
            return;
        }

        await using (answer)
            await TakeAsync(answer, tables);
    }

    private async Task TakeAsync(NpgsqlDataReader answer, List<(PostgresKeyRead Read, object?[] Key)[]> tables)
    {
        try
        {
            foreach (var table in tables)
            {
                var row = new RowReader(answer, RowReader.PositionsOf(answer));
                while (await answer.ReadAsync())
                    table[(int)answer.GetInt64(0) - 1].Read.Take(row);
                await answer.NextResultAsync();
            }
        }
        catch (Exception e) when (_session.HasLost(e))
        {
            _session.Drop();
            throw;
        }
    }

    private NpgsqlBatchCommand Command((PostgresKeyRead Read, object?[] Key)[] asked)
    {
        var table = asked[0].Read.Asked.Table;
        var command = new NpgsqlBatchCommand(_sql.GetOrAdd(table, PostgresReadSql.ByKeys));
        for (int part = 0; part < table.Key.Count; part++)
            command.Parameters.Add(PostgresArray.Of(table.Columns[table.Key[part]].Kind, [.. asked.Select(one => one.Key[part])]));
        return command;
    }
}
