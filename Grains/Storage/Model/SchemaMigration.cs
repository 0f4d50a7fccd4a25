using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Switchboard.Storage;

/// <summary>Brings a store to the model's version, all in one transaction: the same for both databases.</summary>
internal sealed partial class SchemaMigration(DbConnection connection, SqlDialect dialect, StoreModel model, TimeProvider time, ILogger logger)
{
    /// <exception cref="StoreOpenException">The store is of a newer version, or its tables are not the declared ones.</exception>
    public void Run()
    {
        using var transaction = connection.BeginTransaction();
        if (dialect.MigrationLock is { } exclusive)
            Execute(exclusive);
        CreateMissing([StoreModel.Versions]);
        foreach (var step in StepsFrom(FoundVersion()))
            Apply(step);
        CreateMissing(model.Tables);
        foreach (var table in model.Tables)
            CheckColumns(table);
        transaction.Commit();
    }

    private IEnumerable<Migration> StepsFrom(int found)
    {
        if (found > model.Version)
            throw new StoreOpenException(
                $"The store {connection.DataSource} has schema version {found}, and this program knows versions up to {model.Version}: "
                + "it was written by a newer release. Start that release, or restore a backup taken before it was installed.");
        return found == 0
            ? [new Migration(model.Version, "created", _ => [])]
            : model.Migrations.Where(m => m.Version > found);
    }

    private void Apply(Migration step)
    {
        LogStep(step.Version, step.Description);
        foreach (string statement in step.Statements(dialect))
            Execute(statement);
        Execute(
            "INSERT INTO schema_version (version, applied_at, description) VALUES (@version, @at, @description)",
            ("version", (long)step.Version),
            ("at", StoreTime.ToMicroseconds(time.GetUtcNow())),
            ("description", step.Description));
    }

    /// <summary>
    /// Looks before it creates: a statement that creates something only if it is missing locks the table all the same, in the way of nodes that work.
    /// </summary>
    private void CreateMissing(IEnumerable<TableSchema> tables)
    {
        var existing = Names(dialect.TableAndIndexNames);
        foreach (var table in tables)
        {
            if (!existing.Contains(table.Name))
                Execute(dialect.CreateTable(table));
            foreach (var index in table.Indexes.Where(i => !existing.Contains(i.Name!)))
            {
                if (existing.Contains(table.Name))
                    LogIndex(index.Name!, table.Name);
                Execute(SqlDialect.CreateIndex(table, index));
            }
        }
    }

    private int FoundVersion()
    {
        using var command = Command("SELECT coalesce(max(version), 0) FROM schema_version");
        return Convert.ToInt32(command.ExecuteScalar());
    }

    private void CheckColumns(TableSchema table)
    {
        var existing = Names(dialect.ColumnNames, ("table", table.Name));
        string[] missing = [.. table.Columns.Select(c => c.Name).Where(c => !existing.Contains(c))];
        if (missing.Length > 0)
            throw new StoreOpenException($"The store's table {table} lacks {string.Join(", ", missing)}: this release lacks the migration that adds it.");
    }

    private HashSet<string> Names(string sql, params (string Name, object Value)[] arguments)
    {
        using var command = Command(sql, arguments);
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private void Execute(string sql, params (string Name, object Value)[] arguments)
    {
        using var command = Command(sql, arguments);
        command.ExecuteNonQuery();
    }

    private DbCommand Command(string sql, params (string Name, object Value)[] arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        // An index on a large table takes many minutes, and another node that starts meanwhile waits as long for the lock. Giving up would undo all of it.
        command.CommandTimeout = 0;
        foreach (var (name, value) in arguments)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    [LoggerMessage(LogLevel.Information, "The store gets schema version {Version}: {Description}")]
    private partial void LogStep(int version, string description);

    [LoggerMessage(LogLevel.Information, "The store's table {Table} gets the index {Index}; nothing is written to it by any node until that is built")]
    private partial void LogIndex(string index, string table);
}
