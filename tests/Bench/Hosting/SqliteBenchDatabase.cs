using System.Data.Common;
using Microsoft.Data.Sqlite;
using Switchboard.Bench.Raw;

namespace Switchboard.Bench.Hosting;

/// <summary>A SQLite file in a folder of its own.</summary>
public sealed class SqliteBenchDatabase : BenchDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-bench-").FullName;

    public override string Name => "SQLite";

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Storage:Path"] = _folder };

    public override DbConnection Open() => Connect();

    public override IRawWriter OpenRaw(IReadOnlyList<RowWrite> writes, bool durable = true) => new SqliteRawWriter(Connect(), writes, durable);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "switchboard.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
