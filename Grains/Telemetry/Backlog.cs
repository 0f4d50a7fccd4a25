using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Telemetry;

/// <summary>What waits in the store, over all nodes. Each question is answered by an index that holds only what waits.</summary>
/// <param name="OpenCalls">Calls that have not ended, by status.</param>
/// <param name="UnsettledCalls">Calls that have ended and that their wallet, or their run, has not confirmed yet.</param>
/// <param name="OverdueCalls">Calls that should have been looked at more than a minute ago.</param>
/// <param name="OpenApprovals">Approvals that wait for a decision.</param>
/// <param name="WaitingEvents">Events whose deliveries have not been made yet.</param>
/// <param name="OldestEventAt">When the oldest of them happened; null for none.</param>
/// <param name="WaitingDeliveries">Deliveries that are not over, those that wait for their next attempt included.</param>
/// <param name="OldestDueAt">When the longest due delivery to a receiver that answers should have gone out; null for none.</param>
/// <param name="TroubledEndpoints">Endpoints whose breaker is not closed, by phase; those switched off are not counted.</param>
internal sealed record Backlog(
    IReadOnlyDictionary<string, long> OpenCalls,
    long UnsettledCalls,
    long OverdueCalls,
    long OpenApprovals,
    long WaitingEvents,
    DateTimeOffset? OldestEventAt,
    long WaitingDeliveries,
    DateTimeOffset? OldestDueAt,
    IReadOnlyDictionary<string, long> TroubledEndpoints)
{
    private static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(1);

    private static readonly string Armed = $"due_shard BETWEEN 0 AND {DeadlineShards.Count - 1} AND due_at IS NOT NULL";

    /// <summary>Counts.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<Backlog> ReadAsync(IStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var calls = await ByNameAsync(new SqlQuery($"SELECT status AS name, COUNT(*) AS n FROM calls WHERE {Armed} GROUP BY status"));
        var overdue = await CountAsync(new SqlQuery($"SELECT COUNT(*) AS n, MIN(due_at) AS oldest FROM calls WHERE {Armed} AND due_at <= @late") { ["late"] = now - OverdueAfter });
        var approvals = await CountAsync(new SqlQuery($"SELECT COUNT(*) AS n, MIN(due_at) AS oldest FROM approvals WHERE {Armed} AND status = 'pending'"));
        var events = await CountAsync(new SqlQuery("SELECT COUNT(*) AS n, MIN(at) AS oldest FROM events WHERE published = FALSE"));
        var deliveries = await CountAsync(new SqlQuery("SELECT COUNT(*) AS n, MIN(next_attempt_at) AS oldest FROM webhook_deliveries WHERE status = 'pending'"));
        var due = await CountAsync(new SqlQuery("""
            SELECT COUNT(*) AS n, MIN(d.next_attempt_at) AS oldest FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
            WHERE d.status = 'pending' AND d.next_attempt_at <= @now AND e.active = TRUE AND e.breaker = 'closed'
            """) { ["now"] = now });
        var endpoints = await ByNameAsync(new SqlQuery(
            "SELECT breaker AS name, COUNT(*) AS n FROM webhook_endpoints WHERE active = TRUE AND breaker <> 'closed' GROUP BY breaker"));
        var open = Calls.CallTables.OpenStatuses;
        return new Backlog(
            open.ToDictionary(status => status, status => calls.GetValueOrDefault(status)), calls.Where(ended => !open.Contains(ended.Key)).Sum(ended => ended.Value), overdue.Count,
            approvals.Count, events.Count, events.Oldest, deliveries.Count, due.Oldest, endpoints);

        async ValueTask<Dictionary<string, long>> ByNameAsync(SqlQuery query) =>
            (await store.QueryAsync(query, row => KeyValuePair.Create(row.Text("name"), row.Int64("n")), cancellationToken)).ToDictionary();

        async ValueTask<(long Count, DateTimeOffset? Oldest)> CountAsync(SqlQuery query) =>
            (await store.QueryAsync(query, row => (row.Int64("n"), row.TimestampOrNull("oldest")), cancellationToken))[0];
    }
}
