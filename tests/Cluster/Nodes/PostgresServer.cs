using Npgsql;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>A PostgreSQL server of one's own, which can be restarted; its programs must be installed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "switchboard";

    private readonly string _folder;
    private readonly string _host;
    private readonly int _port;

    private PostgresServer(string folder, string host, int port) => (_folder, _host, _port) = (folder, host, port);

    /// <summary>The folder with PostgreSQL's programs; null when it is not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>The process that all of its others are children of.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "postmaster.pid")).First());

    /// <summary>Starts an empty server.</summary>
    /// <param name="network">Where others than this machine reach it, and from which addresses; null: nobody does.</param>
    /// <param name="options">Further settings of the server, as on its command line.</param>
    public static async Task<PostgresServer> StartAsync(ServerNetwork? network = null, string options = "")
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-postgres-").FullName;
        if (Shell.IsRoot) await Shell.RunAsync("chown", "postgres", folder);
        await AsPostgresAsync("initdb", "-D", folder, "-A", "trust", "-U", User, "-E", "UTF8", "--locale=C", "--no-sync");
        if (network is not null) await File.AppendAllTextAsync(Path.Combine(folder, "pg_hba.conf"), $"host all all {network.Clients} trust\n");
        var port = FreePorts.Take(1)[0];
        var settings = $"port = {port}\nlisten_addresses = '127.0.0.1{(network is null ? "" : "," + network.Address)}'\nunix_socket_directories = ''\n"
            + "max_connections = 300\nshared_buffers = 256MB\nmax_wal_size = 2GB\n" + string.Join('\n', options.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + "\n";
        await File.AppendAllTextAsync(Path.Combine(folder, "postgresql.conf"), settings);
        var server = new PostgresServer(folder, network?.Address ?? "127.0.0.1", port);
        await server.ControlAsync("-w", "start");
        return server;
    }

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection string, without a limit on connections.</returns>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Restarts the server.</summary>
    /// <param name="immediately">As after a power cut: nothing is written any more, and the log is replayed. Otherwise its clients are thrown out in order.</param>
    public Task RestartAsync(bool immediately) => ControlAsync("-m", immediately ? "immediate" : "fast", "-w", "restart");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ControlAsync("-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : Path.GetDirectoryName(Shell.Find("initdb"));

    // The server does not run as root, and what it starts must not hold on to the caller's output.
    private static async Task AsPostgresAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        var command = $"\"$@\" >/dev/null 2>&1 </dev/null";
        await (Shell.IsRoot
            ? Shell.RunAsync("runuser", ["-u", "postgres", "--", "/bin/sh", "-c", command, "sh", path, .. arguments])
            : Shell.RunAsync("/bin/sh", ["-c", command, "sh", path, .. arguments]));
    }

    private Task ControlAsync(params string[] arguments) => AsPostgresAsync("pg_ctl", ["-D", _folder, "-l", Path.Combine(_folder, "server.log"), .. arguments]);

    private string ConnectionString(string database) => $"Host={_host};Port={_port};Username={User};Database={database}";
}

/// <summary>A network that a server is reached from.</summary>
/// <param name="Address">The server's address in it.</param>
/// <param name="Clients">The clients' addresses, such as <c>10.0.0.0/24</c>.</param>
public sealed record ServerNetwork(string Address, string Clients);
