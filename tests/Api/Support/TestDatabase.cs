using Npgsql;

namespace Switchboard.Tests.Api.Support;

/// <summary>A database of its own on the PostgreSQL server that the tests may use.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Holds the connection string of a server where databases may be created; the tests of the store read it too.</summary>
    public const string Variable = "SWITCHBOARD_TEST_POSTGRES";

    private readonly string _server;
    private readonly string _name = $"api_{Guid.NewGuid():N}";

    private TestDatabase(string server) => _server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    /// <summary>A new database, or null where there is no server.</summary>
    public static async Task<TestDatabase?> CreateAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } server)
            return null;
        var database = new TestDatabase(server);
        await database.ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public ValueTask DisposeAsync() => new(ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)"));

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
