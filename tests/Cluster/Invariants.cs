using Npgsql;
using Switchboard.Tests.Cluster.Nodes;
using Switchboard.Tests.Cluster.Traffic;

namespace Switchboard.Tests.Cluster;

/// <summary>
/// What must hold of an installation whatever happened to its nodes, asked of the tables themselves: the nodes' own answers would be those of the code under test.
/// </summary>
internal sealed class Invariants(string connectionString, CallTraffic calls, Receiver receiver)
{
    /// <summary>Ends of calls, each of which is a message to its tenant's endpoint.</summary>
    private const string Ends = "('call.completed', 'call.failed', 'call.no_answer', 'call.busy', 'call.canceled')";

    /// <summary>
    /// Money held for a call that nobody was told of, because a node died between the two commits of an acceptance; the wallet takes it back after five minutes.
    /// </summary>
    private const string Orphan = "h.status = 'held' AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = h.call_id) AND h.created_at > (EXTRACT(EPOCH FROM now()) - 400) * 1000000";

    /// <summary>Calls of campaigns that were dialled, with their times.</summary>
    private const string Dialled = """
        WITH dialled AS (
            SELECT id, tenant_id, campaign_id, to_e164, state->'view'->>'runId' AS run_id, (state->'view'->>'attempt')::int AS attempt,
                (state->'view'->>'startedAt')::timestamptz AS started, (state->'view'->>'endedAt')::timestamptz AS ended, state->'view'->>'answeredAt' AS answered
            FROM calls WHERE campaign_id IS NOT NULL AND state->'view'->>'startedAt' IS NOT NULL)

        """;

    private static readonly (string What, string Sql)[] UnderWay =
    [
        ("calls that have not ended", "SELECT id || ' ' || status FROM calls WHERE status NOT IN ('completed', 'failed', 'no_answer', 'busy', 'canceled')"),
        ("ended calls with something left to do", "SELECT id FROM calls WHERE due_at IS NOT NULL"),
        ("open holds", $"SELECT h.call_id || ' ' || h.status FROM holds h WHERE h.is_open AND NOT ({Orphan})"),
        ("runs that have not ended", "SELECT id || ' ' || status FROM runs WHERE status <> 'completed' OR in_flight <> 0"),
        ("events that nobody dispatched", "SELECT id || ' ' || type FROM events WHERE NOT published"),
        ("deliveries that wait", "SELECT event_id || ' ' || attempts FROM webhook_deliveries WHERE status = 'pending'"),
        ("wallets with something left to do", "SELECT tenant_id FROM wallets WHERE recharge_intent_id IS NOT NULL"),
    ];

    private static readonly (string What, string Sql)[] Broken =
    [
        ("Wallets whose balance is not the sum of the ledger", "SELECT w.tenant_id FROM wallets w WHERE w.balance_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM ledger l WHERE l.tenant_id = w.tenant_id)"),
        ("Wallets whose holds do not add up", "SELECT w.tenant_id FROM wallets w WHERE w.held_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM holds h WHERE h.tenant_id = w.tenant_id AND h.is_open)"),
        ("Wallets that do not cover their holds", "SELECT tenant_id FROM wallets WHERE balance_minor < held_minor"),
        ("Ledgers with gaps", "SELECT tenant_id FROM ledger GROUP BY tenant_id HAVING COUNT(*) <> MAX(number)"),
        ("Calls that were never settled", "SELECT c.id FROM calls c LEFT JOIN holds h ON h.call_id = c.id AND h.status = 'settled' WHERE h.call_id IS NULL"),
        ("Settlements without a call", "SELECT h.call_id FROM holds h LEFT JOIN calls c ON c.id = h.call_id WHERE h.status = 'settled' AND c.id IS NULL"),
        ("Calls that are not in the ledger once and with their charge", """
            SELECT h.call_id FROM holds h LEFT JOIN ledger l ON l.call_id = h.call_id
            GROUP BY h.call_id, h.charged_minor HAVING COUNT(l.id) > 1 OR COALESCE(-SUM(l.amount_minor), 0) <> h.charged_minor
            """),
        ("Calls with another price than their seconds cost", """
            SELECT c.id FROM calls c JOIN holds h ON h.call_id = c.id
            WHERE COALESCE(c.charged_minor, 0) <> (COALESCE(c.duration_sec, 0) * h.rate_per_minute_minor + 59) / 60 OR COALESCE(c.charged_minor, 0) <> h.charged_minor
            """),
        ("Subjects whose events have gaps", "SELECT subject_id FROM events GROUP BY subject_id HAVING COUNT(*) <> MAX(sequence) OR MIN(sequence) <> 1"),
        ("Calls without exactly one end among their events", $"SELECT c.id FROM calls c LEFT JOIN events e ON e.subject_id = c.id AND e.type IN {Ends} GROUP BY c.id HAVING COUNT(e.id) <> 1"),
        ("Tenants whose calls are not numbered without gaps", "SELECT tenant_id FROM calls GROUP BY tenant_id HAVING COUNT(*) <> MAX(ordinal) + 1 OR MIN(ordinal) <> 0"),
        ("Tenants whose counters are not their calls", """
            SELECT scope || ' ' || status FROM (SELECT tenant_id AS scope, status, COUNT(*) AS n FROM calls GROUP BY 1, 2) c
            FULL JOIN (SELECT scope, status, SUM(rows) AS n FROM calls_blocks GROUP BY 1, 2) b USING (scope, status)
            WHERE COALESCE(c.n, 0) <> COALESCE(b.n, 0)
            """),
        ("Endpoints that were switched off", "SELECT id || ' ' || COALESCE(disabled_reason, '') FROM webhook_endpoints WHERE NOT active"),
        ("Deliveries that were given up", "SELECT event_id || ' ' || status FROM webhook_deliveries WHERE status NOT IN ('delivered', 'pending')"),
        ("Targets that were forgotten", "SELECT phone_e164 || ' ' || status FROM targets WHERE status NOT IN ('done', 'skipped') OR retry_at IS NOT NULL"),
        ("Targets without exactly one last decision", """
            SELECT t.phone_e164 FROM targets t JOIN runs r ON r.campaign_id = t.campaign_id AND r.number = t.run_number
            WHERE (SELECT COUNT(*) FROM decisions d WHERE d.run_id = r.id AND d.phone_e164 = t.phone_e164 AND d.decision IN ('done', 'skip')) <> 1
            """),
        ("Calls of campaigns without the one decision to place them", """
            SELECT c.id FROM calls c WHERE c.campaign_id IS NOT NULL AND (SELECT COUNT(*) FROM decisions d WHERE d.call_id = c.id AND d.decision = 'call') <> 1
            """),
        ("Runs whose counters are not their calls", Dialled + """
            SELECT r.id || ' says ' || r.attempts || '/' || r.dialled || '/' || r.connected || ', its calls ' || COUNT(d.id) || '/' || COUNT(DISTINCT d.to_e164) || '/' || COUNT(d.answered)
            FROM runs r LEFT JOIN dialled d ON d.run_id = r.id
            GROUP BY r.id, r.attempts, r.dialled, r.connected
            HAVING r.attempts <> COUNT(d.id) OR r.dialled <> COUNT(DISTINCT d.to_e164) OR r.connected <> COUNT(d.answered)
            """),
        ("Targets whose attempts are not 1, 2, 3, or are too many", Dialled + $"""
            SELECT to_e164 || ' ' || COUNT(*) FROM dialled GROUP BY run_id, to_e164
            HAVING COUNT(*) > {Campaign.AttemptsMax} OR MAX(attempt) <> COUNT(*) OR COUNT(DISTINCT attempt) <> COUNT(*)
            """),
        ("Targets called twice at once", Dialled + """
            SELECT a.to_e164 FROM dialled a JOIN dialled b ON b.tenant_id = a.tenant_id AND b.to_e164 = a.to_e164 AND b.id > a.id AND a.started < b.ended AND b.started < a.ended
            """),
        ("Numbers called by two campaigns of a tenant within the cool-down", Dialled + "SELECT to_e164 FROM dialled GROUP BY tenant_id, to_e164 HAVING COUNT(DISTINCT campaign_id) > 1"),
    ];

    /// <summary>What may be seen at any moment, with calls under way.</summary>
    public async Task CheckAlwaysAsync()
    {
        // One statement sees one moment.
        await AssertNoneAsync("Wallets that do not add up", """
            SELECT w.tenant_id FROM wallets w
            WHERE w.balance_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM ledger l WHERE l.tenant_id = w.tenant_id)
                OR w.held_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM holds h WHERE h.tenant_id = w.tenant_id AND h.is_open)
                OR w.balance_minor < w.held_minor
            """);
        await AssertNoneAsync("Runs whose calls under way are not those of their targets", """
            SELECT r.id FROM runs r
            WHERE r.in_flight <> (SELECT COUNT(*) FROM targets t WHERE t.campaign_id = r.campaign_id AND t.run_number = r.number AND t.status = 'claimed')
            """);
    }

    /// <summary>Waits until nothing is under way any more.</summary>
    public async Task AwaitRestAsync(TimeSpan within)
    {
        var left = "";
        try
        {
            await Waiting.UntilAsync(async () => (left = await FindUnderWayAsync()).Length == 0, within, "everything to end");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"After {within.TotalSeconds} s there are still {left}");
        }
    }

    /// <summary>What must hold when nothing is under way.</summary>
    public async Task CheckAtRestAsync()
    {
        foreach (var (what, sql) in Broken) await AssertNoneAsync(what, sql);
        await CheckAcceptedAsync();
        await CheckWebhooksAsync();
    }

    /// <summary>Every accepted call has ended, and as its number says: what happens to nodes does not change what becomes of a call.</summary>
    private async Task CheckAcceptedAsync()
    {
        var rows = (await QueryAsync("SELECT id, status, COALESCE(duration_sec, 0)::text FROM calls")).ToDictionary(row => row[0]);
        var lost = calls.Accepted.Keys.Where(id => !rows.ContainsKey(id)).ToList();
        Assert.True(lost.Count == 0, $"Accepted calls that are gone: {string.Join(", ", lost.Take(5))} ({lost.Count} of {calls.Accepted.Count})");
        var wrong = calls.Accepted
            .Select(pair => (Call: pair.Value, Row: rows[pair.Key], Expected: Expected(pair.Value)))
            .Where(call => call.Expected is { } expected && (call.Row[1], int.Parse(call.Row[2])) != expected)
            .Select(call => $"{call.Row[0]} to {call.Call.To}: {call.Row[1]} after {call.Row[2]} s instead of {call.Expected}")
            .ToList();
        Assert.True(wrong.Count == 0, $"Calls that ended otherwise: {string.Join("; ", wrong.Take(5))} ({wrong.Count} of {calls.Accepted.Count})");
    }

    private static (string, int)? Expected(AcceptedCall call) => call.To switch
    {
        "+12025550100" or "+12025550111" => ("completed", Math.Min(30, call.MaxDurationSec)),
        "+12025550101" => ("busy", 0),
        "+12025550102" => ("no_answer", 0),
        "+12025550103" or "+12025550105" or "+12025550110" => ("failed", 0),
        "+12025550104" => ("completed", Math.Min(12, call.MaxDurationSec)),
        "+12025550109" => ("completed", call.MaxDurationSec),
        "+12025550112" => ("completed", Math.Min(142, call.MaxDurationSec)),
        _ => null,
    };

    /// <summary>At least once: every end has reached its tenant's endpoint. And nothing has that was not committed.</summary>
    private async Task CheckWebhooksAsync()
    {
        var ends = (await QueryAsync($"SELECT w.url, e.id FROM events e JOIN webhook_endpoints w ON w.tenant_id = e.tenant_id WHERE e.type IN {Ends}"))
            .Select(row => (row[0], $"evt_{Guid.Parse(row[1]):N}")).ToHashSet();
        var lost = ends.Except(receiver.Accepted.Keys).ToList();
        Assert.True(lost.Count == 0, $"Webhooks that never arrived: {string.Join(", ", lost.Take(5))} ({lost.Count} of {ends.Count})");
        var invented = receiver.Accepted.Keys.Except(ends).ToList();
        Assert.True(invented.Count == 0, $"Webhooks of what never happened: {string.Join(", ", invented.Take(5))} ({invented.Count})");
    }

    private async Task<string> FindUnderWayAsync()
    {
        var found = new List<string>();
        foreach (var (what, sql) in UnderWay)
        {
            var rows = await QueryAsync(sql);
            if (rows.Count > 0) found.Add($"{rows.Count} {what} ({string.Join(", ", rows.Take(3).Select(row => row[0]))})");
        }

        return string.Join("; ", found);
    }

    private async Task AssertNoneAsync(string what, string sql)
    {
        var rows = await QueryAsync(sql);
        Assert.True(rows.Count == 0, $"{what}: {string.Join(", ", rows.Take(5).Select(row => row[0]))} ({rows.Count} in all)");
    }

    private async Task<IReadOnlyList<string[]>> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
