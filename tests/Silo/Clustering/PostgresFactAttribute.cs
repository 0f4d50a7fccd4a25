using Npgsql;

namespace Switchboard.Tests.Silo.Clustering;

/// <summary>A test on a database of its own, reported as skipped where no server for tests is named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public const string Variable = "SWITCHBOARD_TEST_POSTGRES";

    public PostgresFactAttribute()
    {
        if (Server is null)
            Skip = $"{Variable} is not set";
    }

    public static string? Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;
}

/// <summary>An empty database, dropped afterwards.</summary>
public sealed class OwnDatabase : IAsyncDisposable
{
    private readonly string _name = $"cluster_{Guid.NewGuid():N}";

    private OwnDatabase() => ConnectionString = new NpgsqlConnectionStringBuilder(PostgresFactAttribute.Server!) { Database = _name }.ToString();

    public string ConnectionString { get; }

    public static async Task<OwnDatabase> CreateAsync()
    {
        var database = new OwnDatabase();
        await OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresFactAttribute.Server!) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
