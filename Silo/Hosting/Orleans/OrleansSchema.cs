using System.Reflection;
using Npgsql;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Creates and migrates Orleans' tables: the numbered scripts in <c>Sql</c>, each once. Nodes that start at the same time wait for each other at an advisory
/// lock; a script and the note that it ran are one transaction.
/// </summary>
internal sealed class OrleansSchema(OrleansDatabase database) : INodePreparation
{
    private const string Folder = "Switchboard.Silo.Orleans.";

    /// <summary>A number that nothing else in the database locks.</summary>
    private const long LockNumber = 91825406121321;

    /// <summary>The scripts in their order; the number of one is the version that it leads to.</summary>
    private static readonly string[] Scripts =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <inheritdoc/>
    public void Prepare()
    {
        try
        {
            using var connection = database.Connections.OpenConnection();
            using var transaction = connection.BeginTransaction();
            Migrate(connection);
            transaction.Commit();
        }
        catch (NpgsqlException e)
        {
            throw new StoreOpenException($"The cluster's tables in PostgreSQL cannot be used: {e.Message}", e);
        }
    }

    private static void Migrate(NpgsqlConnection connection)
    {
        Execute($"SELECT pg_advisory_xact_lock({LockNumber})");
        // Looks first: creating what is there asks for rights that a node need not have.
        if (Scalar($"SELECT to_regnamespace('{OrleansDatabase.Schema}') IS NULL") is true)
            Execute($"CREATE SCHEMA {OrleansDatabase.Schema}");
        if (Scalar($"SELECT to_regclass('{OrleansDatabase.Schema}.schema_version') IS NULL") is true)
            Execute("CREATE TABLE schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
        var found = (int)Scalar("SELECT coalesce(max(version), 0) FROM schema_version")!;
        if (found > Scripts.Length)
            throw new StoreOpenException(
                $"The cluster's tables in PostgreSQL have version {found}, and this program knows versions up to {Scripts.Length}: they were written by a newer release.");
        for (var version = found + 1; version <= Scripts.Length; version++)
            Execute($"{Scripts[version - 1]}\nINSERT INTO schema_version (version) VALUES ({version})");

        void Execute(string sql)
        {
            using var command = Command(sql);
            command.ExecuteNonQuery();
        }

        object? Scalar(string sql)
        {
            using var command = Command(sql);
            return command.ExecuteScalar();
        }

        // However long another node that migrates them holds the lock.
        NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
