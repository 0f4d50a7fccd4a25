using System.Data.Common;
using System.Text.Json;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Lifecycle;
using Switchboard.Silo;
using Switchboard.Storage;

namespace Switchboard.Bench.Raw;

/// <summary>Makes one call on a throw-away store with triggers that note every row written, so that the raw limit writes exactly what the engine writes.</summary>
public static class CallRecorder
{
    /// <summary>Rows that all calls share (the wallet's own, counters): a batch writes each once, however many calls are in it.</summary>
    private static readonly string[] Shared = ["wallets", "ordinals", "calls_blocks", "schema_version", "reminders"];

    /// <summary>Records a call to a number.</summary>
    public static async Task<CallTemplate> RecordAsync(string number = EngineCalls.Number)
    {
        await using var database = new SqliteBenchDatabase();
        await using var node = await Node.StartAsync(database, EngineCalls.Settings);
        var tenant = await node.SignUpAsync();
        using var connection = database.Open();
        var tables = StoreTables.Model.Tables.Where(table => !Shared.Contains(table.Name)).ToList();
        Execute(connection, "CREATE TABLE written (n INTEGER PRIMARY KEY, tbl TEXT, before TEXT, after TEXT)");
        foreach (var table in tables) Watch(connection, table);

        var calls = new EngineCalls(node, tenant);
        var id = await calls.PlaceAsync(number);
        await calls.AwaitSettledAsync();
        return Read(connection, tables.ToDictionary(table => table.Name), id, tenant.Id);
    }

    private static void Watch(DbConnection connection, TableSchema table)
    {
        Execute(connection, $"CREATE TRIGGER i_{table} AFTER INSERT ON {table} BEGIN INSERT INTO written (tbl, after) VALUES ('{table}', {Json("NEW")}); END");
        Execute(connection, $"""
            CREATE TRIGGER u_{table} AFTER UPDATE ON {table}
            BEGIN INSERT INTO written (tbl, before, after) VALUES ('{table}', {Json("OLD")}, {Json("NEW")}); END
            """);

        // Documents as texts: json_object would nest them.
        string Json(string row) => $"json_object({string.Join(", ", table.Columns.Select(c => $"'{c.Name}', {row}.\"{c.Name}\""))})";
    }

    private static CallTemplate Read(DbConnection connection, Dictionary<string, TableSchema> tables, string callId, string tenantId)
    {
        var writes = new List<RowWrite>();
        var values = new List<IReadOnlyList<object?>>();
        var ids = new HashSet<string> { callId };
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT tbl, before, after FROM written ORDER BY n";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var table = tables[reader.GetString(0)];
            var after = ReadRow(table, reader.GetString(2));
            var write = reader.IsDBNull(1)
                ? new RowWrite(table.Name, table.Columns, Key: null)
                : Update(connection, table, ReadRow(table, reader.GetString(1)), after);
            writes.Add(write);
            values.Add([.. write.Parameters.Select(column => after[column.Name])]);
            if (write.Key is null && after.TryGetValue("id", out var id)) ids.Add((string)id!);
        }

        return new CallTemplate(writes, values, [.. ids], tenantId);
    }

    private static RowWrite Update(DbConnection connection, TableSchema table, Dictionary<string, object?> before, Dictionary<string, object?> after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk";
        using var reader = command.ExecuteReader();
        var key = new List<Column>();
        while (reader.Read()) key.Add(table.Columns.Single(column => column.Name == reader.GetString(0)));
        return new RowWrite(table.Name, [.. table.Columns.Where(column => !Equals(before[column.Name], after[column.Name]))], key);
    }

    private static Dictionary<string, object?> ReadRow(TableSchema table, string json)
    {
        var row = JsonDocument.Parse(json).RootElement;
        return table.Columns.ToDictionary(column => column.Name, column => ReadValue(column, row.GetProperty(column.Name)));
    }

    private static object? ReadValue(Column column, JsonElement value) => (value.ValueKind, column.Kind) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.Number, ColumnKind.Boolean) => value.GetInt64() != 0,
        (JsonValueKind.Number, ColumnKind.Real) => value.GetDouble(),
        (JsonValueKind.Number, _) => value.GetInt64(),
        _ => value.GetString(),
    };

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
