using System.Data.Common;
using Npgsql;
using Switchboard.Bench.Raw;

namespace Switchboard.Bench.Hosting;

/// <summary>A database of its own on a PostgreSQL server.</summary>
public sealed class PostgresBenchDatabase : BenchDatabase
{
    private readonly string _server;
    private readonly string _connectionString;
    private readonly string _name;
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-bench-").FullName;

    private PostgresBenchDatabase(string server, string name)
    {
        _server = server;
        _name = name;
        _connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ToString();
    }

    public override string Name => "PostgreSQL";

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["ConnectionStrings:Postgres"] = _connectionString,
        ["Storage:Path"] = _folder,
    };

    public static async Task<BenchDatabase> CreateAsync(string server)
    {
        var database = new PostgresBenchDatabase(server, $"bench_{Guid.NewGuid():N}");
        await database.ExecuteOnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public override DbConnection Open() => Connect();

    public override IRawWriter OpenRaw(IReadOnlyList<RowWrite> writes, bool durable = true) => new PostgresRawWriter(Connect(), writes, durable);

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false, CommandTimeout = 0 }.ToString());
        connection.Open();
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteOnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
