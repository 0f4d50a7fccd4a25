using System.Data;
using Npgsql;

namespace Switchboard.Storage.Postgres;

/// <summary>What became of a transaction whose commit was not answered.</summary>
internal enum TransactionFate
{
    Unknown,
    Committed,
    Aborted,
}

/// <summary>The one connection that a node writes by; opened again after it was lost.</summary>
internal sealed class PostgresSession(string connectionString, TimeProvider time) : IDisposable
{
    // The writer reaches rows by key only. A plan that was made while a table was empty must not go on scanning it when it is large.
    // A node that is frozen in mid-transaction must not keep the others from the rows it has locked: the server ends its session.
    private const string Setup =
        """
        SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; SET plan_cache_mode = force_generic_plan;
        SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '5s'; SET statement_timeout = '30s'
        """;

    /// <summary>How long the fate of a transaction is asked for, a restart of the server included.</summary>
    private static readonly TimeSpan FateMax = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FatePause = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(WriterString(connectionString));
    private NpgsqlConnection? _connection;

    /// <summary>Begins a transaction, on a new connection if there is none.</summary>
    /// <exception cref="StoreUnavailableException">No connection can be made.</exception>
    public NpgsqlTransaction Begin() => Open().BeginTransaction(IsolationLevel.ReadCommitted);

    /// <summary>The connection, a new one if there is none or if the driver has found, while nobody used it, that it is no more.</summary>
    /// <exception cref="StoreUnavailableException">No connection can be made.</exception>
    public NpgsqlConnection Open()
    {
        if (_connection is { State: ConnectionState.Open })
            return _connection;
        Drop();
        try
        {
            _connection = _source.OpenConnection();
            using var setup = new NpgsqlCommand(Setup, _connection);
            setup.ExecuteNonQuery();
            return _connection;
        }
        catch (Exception e) when (e is NpgsqlException || HasLost(e))
        {
            Drop();
            throw e.ToUnavailable();
        }
    }

    /// <summary>
    /// Whether a failure means that the connection is no more. One that breaks between two uses fails the next with the driver's word for misuse: it is not open.
    /// </summary>
    public bool HasLost(Exception e) => e is NpgsqlException failure
        ? failure.IsConnectionLost()
        : e is InvalidOperationException && _connection is not { State: ConnectionState.Open };

    /// <summary>Lets go of a connection that is no more.</summary>
    public void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>
    /// Asks the server what became of a transaction of a lost session; it keeps that for a long while. Waits until the server can be reached and the session
    /// has ended, but not for ever.
    /// </summary>
    public TransactionFate FateOf(string transactionId)
    {
        long start = time.GetTimestamp();
        do
        {
            switch (AskFateOf(transactionId))
            {
                case "committed":
                    return TransactionFate.Committed;
                case "aborted":
                    return TransactionFate.Aborted;
            }

            Task.Delay(FatePause, time).Wait();
        }
        while (time.GetElapsedTime(start) < FateMax);
        return TransactionFate.Unknown;
    }

    public void Dispose()
    {
        Drop();
        _source.Dispose();
    }

    private string? AskFateOf(string transactionId)
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT pg_xact_status($1::xid8)", Open());
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = transactionId });
            return command.ExecuteScalar() as string;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
        catch (Exception e) when (e is NpgsqlException || HasLost(e))
        {
            Drop();
            return null;
        }
    }

    private static string WriterString(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        MaxAutoPrepare = 500,
        AutoPrepareMinUsages = 2,
        KeepAlive = 15,
        CommandTimeout = 35,
    }.ToString();
}
