using Npgsql;
using Switchboard.Storage;
using Switchboard.Storage.Postgres;
using Switchboard.Storage.Sqlite;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A throw-away database that can be opened, closed and opened again.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    IStoreDatabase Open(StoreModel model);
}

/// <summary>A SQLite store in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : ITestDatabase
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("switchboard-store-").FullName;

    public int? PageCountMax { get; init; }

    public IStoreDatabase Open(StoreModel model) =>
        SqliteDatabase.Open(new SqliteOptions { Folder = Folder, IsDurable = false, PageCountMax = PageCountMax }, model, TimeProvider.System);

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

    public static async Task<PostgresTestDatabase> CreateAsync()
    {
        var database = new PostgresTestDatabase();
        await RunOnServerAsync($"CREATE DATABASE {database._settings.Database}");
        return database;
    }

    public IStoreDatabase Open(StoreModel model) => PostgresDatabase.Open(ConnectionString, model, TimeProvider.System);

    public async ValueTask DisposeAsync() => await RunOnServerAsync($"DROP DATABASE {_settings.Database} WITH (FORCE)");

    private static async Task RunOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
