using Npgsql;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// What Orleans keeps for itself (membership, reminders, stream subscriptions) in the PostgreSQL that the store is in, in a schema of its own, so that its
/// tables never meet the engine's. Its providers ask for the table of queries without a schema; the search path leads them there.
/// </summary>
internal sealed class OrleansDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>The schema.</summary>
    public const string Schema = "orleans";

    /// <summary>The name under which Orleans knows the driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>Few: membership and reminders ask seldom, subscriptions when a stream is first seen.</summary>
    private const int ConnectionsMax = 8;

    /// <summary>Its connections.</summary>
    public NpgsqlDataSource Connections { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        SearchPath = Schema,
        MaxPoolSize = ConnectionsMax,
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connections.DisposeAsync();
}
