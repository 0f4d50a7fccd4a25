using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Switchboard.Storage.Postgres;

/// <summary>
/// A PostgreSQL database as the store's: one connection writes, one reads rows by their keys, pooled ones answer all other queries. Several nodes may share it.
/// </summary>
internal sealed class PostgresDatabase : IStoreDatabase
{
    /// <summary>
    /// Connections for queries, unless the connection string says otherwise. More would only compete for the server's processors, and a few nodes together
    /// must stay below what a server allows by default, which is 100.
    /// </summary>
    private const int ReadersMax = 16;

    /// <summary>What the driver takes when the connection string says nothing.</summary>
    private const int DriversMax = 100;

    private readonly NpgsqlDataSource _readers;
    private readonly PostgresSession _session;
    private readonly PostgresWriter _writer;
    private readonly PostgresKeyReads _keyReads;

    private PostgresDatabase(NpgsqlDataSource readers, string connectionString, TimeProvider time)
    {
        _readers = readers;
        _session = new PostgresSession(connectionString, time);
        _writer = new PostgresWriter(_session);
        _keyReads = new PostgresKeyReads(connectionString, time);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => PostgresDialect.Instance;

    /// <summary>Opens the store; creates or migrates its tables.</summary>
    /// <exception cref="StoreOpenException">The database cannot be used, or the store in it is of a newer version.</exception>
    public static PostgresDatabase Open(string connectionString, StoreModel model, TimeProvider time, ILogger? logger = null)
    {
        var readers = NpgsqlDataSource.Create(ReaderString(connectionString));
        try
        {
            using var connection = readers.OpenConnection();
            new SchemaMigration(connection, PostgresDialect.Instance, model, time, logger ?? NullLogger.Instance).Run();
            return new PostgresDatabase(readers, connectionString, time);
        }
        catch (Exception e)
        {
            readers.Dispose();
            if (e is NpgsqlException)
                throw new StoreOpenException($"The PostgreSQL store cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SetOutcome> Execute(IReadOnlyList<WriteSet> sets) => _writer.Execute(sets);

    /// <inheritdoc/>
    public StoreUnavailableException? Probe() => _writer.Probe();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken)
    {
        if (query.Keys is { } keys)
            return await _keyReads.ReadAsync(keys, map).WaitAsync(cancellationToken);
        try
        {
            return await QueryOnceAsync(query, map, cancellationToken);
        }
        catch (NpgsqlException e) when (e.IsConnectionLost() && e.InnerException is not TimeoutException)
        {
            // The pool may have handed out a connection that ended long ago, with a restart of the server; a new one tells.
            _readers.Clear();
        }

        try
        {
            return await QueryOnceAsync(query, map, cancellationToken);
        }
        catch (NpgsqlException e) when (e is not PostgresException server || e.IsConnectionLost() || server.IsUnavailable())
        {
            throw e.ToUnavailable();
        }
    }

    /// <summary>Row versions that nobody sees any more are removed by the server's own vacuum; when is the server's business.</summary>
    public Task ExpungeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        _keyReads.Dispose();
        await _readers.DisposeAsync();
    }

    private async ValueTask<IReadOnlyList<T>> QueryOnceAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken)
    {
        await using var command = _readers.CreateCommand(query.Text);
        foreach (var (name, value) in query)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new RowReader(reader, RowReader.PositionsOf(reader));
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(map(row));
        return rows;
    }

    private static string ReaderString(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2 };
        if (settings.MaxPoolSize == DriversMax)
            settings.MaxPoolSize = ReadersMax;
        return settings.ToString();
    }
}
