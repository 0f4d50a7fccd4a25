using System.Data.Common;
using Switchboard.Bench.Hosting;
using Switchboard.Calls;

namespace Switchboard.Bench.Raw;

/// <summary>Puts a tenant's earlier calls into a store that no node has open: whole, with their holds, ledger rows, events and conversations.</summary>
public static class StoreFill
{
    private const int BatchSize = 1000;

    /// <summary>Adds calls to those that the tenant has, spread evenly over the last month.</summary>
    /// <param name="database">The database.</param>
    /// <param name="tenantId">Whose calls.</param>
    /// <param name="templates">The kinds of calls, in turns.</param>
    /// <param name="count">How many.</param>
    public static void Run(BenchDatabase database, string tenantId, IReadOnlyList<CallTemplate> templates, int count)
    {
        using var connection = database.Open();
        var first = Number(connection, $"SELECT COUNT(*) FROM calls WHERE tenant_id = '{tenantId}'");
        var ended = templates.Select(template => template.Ended()).ToList();
        var writers = ended.Select(template => database.OpenRaw(template.Writes, durable: false)).ToList();
        var start = TimeProvider.System.GetUtcNow().AddDays(-30);
        var step = TimeSpan.FromDays(30) / count;
        foreach (var batch in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            foreach (var calls in batch.GroupBy(i => i % ended.Count))
                writers[calls.Key].Write([.. calls.Select(i => ended[calls.Key].For(first + i, start + (i * step), tenantId))]);
        }

        writers.ForEach(writer => writer.Dispose());
        Account(connection, tenantId);
    }

    /// <summary>Brings to the new rows what the engine keeps beside them: the wallet, the number of calls, their counts by status.</summary>
    private static void Account(DbConnection connection, string tenantId)
    {
        Execute(connection, $"""
            UPDATE wallets SET balance_minor = (SELECT SUM(amount_minor) FROM ledger WHERE tenant_id = '{tenantId}'),
                               ledger_count = (SELECT MAX(number) FROM ledger WHERE tenant_id = '{tenantId}')
            WHERE tenant_id = '{tenantId}'
            """);
        Execute(connection, $"""
            INSERT INTO ordinals (scope, next) SELECT 'calls:{tenantId}', COUNT(*) FROM calls WHERE tenant_id = '{tenantId}'
            ON CONFLICT (scope) DO UPDATE SET next = excluded.next
            """);
        Execute(connection, $"DELETE FROM calls_blocks WHERE scope = '{tenantId}'");
        Execute(connection, $"""
            INSERT INTO calls_blocks (scope, status, block, "rows")
            SELECT tenant_id, status, ordinal / {CallTables.Counts.BlockSize}, COUNT(*) FROM calls WHERE tenant_id = '{tenantId}' GROUP BY tenant_id, status, ordinal / {CallTables.Counts.BlockSize}
            """);
        Execute(connection, "ANALYZE");
    }

    private static long Number(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
