using Npgsql;
using Switchboard.Storage;
using Switchboard.Storage.Postgres;
using Switchboard.Storage.Sqlite;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A throw-away database that can be opened, closed and opened again.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    IStoreDatabase Open(StoreModel model);

    /// <summary>Waits until nothing goes on any more in the name of a process that was killed.</summary>
    Task SettleAsync();
}

/// <summary>A SQLite store in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : ITestDatabase
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("switchboard-store-").FullName;

    public int? PageCountMax { get; init; }

    public IStoreDatabase Open(StoreModel model) =>
        SqliteDatabase.Open(new SqliteOptions { Folder = Folder, IsDurable = false, PageCountMax = PageCountMax }, model, TimeProvider.System);

    public Task SettleAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A PostgreSQL database of its own on the server the tests may use.</summary>
internal sealed class PostgresTestDatabase : ITestDatabase
{
    private readonly NpgsqlConnectionStringBuilder _settings = new(PostgresServer.ConnectionString) { Database = $"switchboard_test_{Guid.NewGuid():N}" };

    public string ConnectionString => _settings.ToString();

    public string Host => _settings.Host!;

    public int Port => _settings.Port;

    public static async Task<PostgresTestDatabase> CreateAsync()
    {
        var database = new PostgresTestDatabase();
        await RunOnServerAsync($"CREATE DATABASE {database._settings.Database}");
        return database;
    }

    public IStoreDatabase Open(StoreModel model) => PostgresDatabase.Open(ConnectionString, model, TimeProvider.System);

    public Task SettleAsync() => Eventually.HoldsAsync(
        () => (long)RunOnServerAsync($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{_settings.Database}'").Result! == 0,
        TimeSpan.FromSeconds(30),
        "the end of all sessions");

    /// <summary>Ends every session of the database, as an administrator or a crash of the server would.</summary>
    public Task TerminateSessionsAsync() =>
        RunOnServerAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{_settings.Database}'");

    /// <summary>Closes the database to everybody, or opens it again.</summary>
    public Task AllowConnectionsAsync(bool allowed) => RunOnServerAsync($"ALTER DATABASE {_settings.Database} ALLOW_CONNECTIONS {allowed}");

    public async ValueTask DisposeAsync() => await RunOnServerAsync($"DROP DATABASE {_settings.Database} WITH (FORCE)");

    private static async Task<object?> RunOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
