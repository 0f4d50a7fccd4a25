using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchboard.Storage.Sqlite;

/// <summary>A SQLite file as the store's database: one connection writes, pooled ones read.</summary>
internal sealed class SqliteDatabase : IStoreDatabase
{
    private readonly SqliteOptions _options;
    private readonly SqliteFileLock _lock;
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;
    private readonly SqliteReadPool _readers;

    private SqliteDatabase(SqliteFileLock fileLock, SqliteConnection connection, SqliteOptions options)
    {
        _options = options;
        _lock = fileLock;
        _connection = connection;
        _writer = new SqliteWriter(connection);
        _readers = new SqliteReadPool(options);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqliteDialect.Instance;

    /// <summary>Opens the store in a folder; creates or migrates its tables.</summary>
    /// <exception cref="StoreOpenException">Another process has it, it is of a newer version, or the file cannot be used.</exception>
    public static SqliteDatabase Open(SqliteOptions options, StoreModel model, TimeProvider time, ILogger? logger = null)
    {
        var fileLock = new SqliteFileLock(options);
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.OpenForWriting(options);
            new SchemaMigration(connection, SqliteDialect.Instance, model, time, logger ?? NullLogger.Instance).Run();
            return new SqliteDatabase(fileLock, connection, options);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            fileLock.Dispose();
            if (e is SqliteException)
                throw new StoreOpenException($"The store {Path.GetFullPath(options.File)} cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SetOutcome> Execute(IReadOnlyList<WriteSet> sets) => _writer.Execute(sets);

    /// <inheritdoc/>
    public StoreUnavailableException? Probe() => _writer.Probe();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_readers.Query(query, map));

    /// <inheritdoc/>
    public Task ExpungeAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                if (!SqliteFile.EmptyLog(_options))
                    throw new StoreUnavailableException("SQLite's log could not be emptied: somebody reads an older state.", outcomeUnknown: false);
            }
            catch (SqliteException e)
            {
                throw e.ToUnavailable();
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer.Dispose();
        _connection.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }
}
