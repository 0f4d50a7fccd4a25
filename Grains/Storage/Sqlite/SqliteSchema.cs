using Microsoft.Data.Sqlite;

namespace Switchboard.Storage.Sqlite;

/// <summary>Creates or migrates the tables of a SQLite store, all in one transaction.</summary>
internal static class SqliteSchema
{
    public static void Migrate(SqliteConnection connection, StoreModel model, TimeProvider time)
    {
        using var transaction = connection.BeginTransaction();
        foreach (string statement in SqliteDialect.Instance.Create(StoreModel.Versions))
            Run(connection, statement);
        int found = Convert.ToInt32(Scalar(connection, "SELECT coalesce(max(version), 0) FROM schema_version"));
        foreach (var step in SchemaPlan.StepsFrom(found, model, connection.DataSource))
        {
            foreach (string statement in step.Statements(SqliteDialect.Instance))
                Run(connection, statement);
            Run(connection, "INSERT INTO schema_version (version, applied_at, description) VALUES (@version, @at, @description)",
                ("@version", step.Version), ("@at", StoreTime.ToMicroseconds(time.GetUtcNow())), ("@description", step.Description));
        }

        foreach (string statement in model.Tables.SelectMany(SqliteDialect.Instance.Create))
            Run(connection, statement);
        foreach (var table in model.Tables)
            SchemaPlan.CheckColumns(table, ColumnsOf(connection, table));
        transaction.Commit();
    }

    private static List<string> ColumnsOf(SqliteConnection connection, TableSchema table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info(@table)";
        command.Parameters.AddWithValue("@table", table.Name);
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
            columns.Add(reader.GetString(0));
        return columns;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] arguments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in arguments)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
