using System.Data.Common;
using Switchboard.Bench.Raw;

namespace Switchboard.Bench.Hosting;

/// <summary>An empty database for one bench, thrown away afterwards.</summary>
public abstract class BenchDatabase : IAsyncDisposable
{
    /// <summary>What it is called in the report.</summary>
    public abstract string Name { get; }

    /// <summary>A node's settings that make it use this database.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>A connection of the bench's own.</summary>
    public abstract DbConnection Open();

    /// <summary>A writer of raw rows.</summary>
    /// <param name="writes">The writes of one call.</param>
    /// <param name="durable">Whether a commit waits for the disk, as the product's do.</param>
    public abstract IRawWriter OpenRaw(IReadOnlyList<RowWrite> writes, bool durable = true);

    public abstract ValueTask DisposeAsync();

    /// <summary>The kinds of databases that a run measures: SQLite, and PostgreSQL when there is a server.</summary>
    public static IEnumerable<Func<Task<BenchDatabase>>> Kinds(BenchSettings settings)
    {
        yield return () => Task.FromResult<BenchDatabase>(new SqliteBenchDatabase());
        if (settings.Postgres is { } server) yield return () => PostgresBenchDatabase.CreateAsync(server);
    }
}
