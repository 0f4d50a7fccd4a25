using Switchboard.Calls;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Simulation;

/// <summary>What must hold of the store, at every instant or at the end.</summary>
internal sealed class EngineInvariants(EngineWorld world)
{
    private const string UnsoundWallets = """
        SELECT w.tenant_id, w.balance_minor, w.held_minor,
            (SELECT COALESCE(SUM(amount_minor), 0) FROM ledger l WHERE l.tenant_id = w.tenant_id) AS booked,
            (SELECT COALESCE(SUM(amount_minor), 0) FROM holds h WHERE h.tenant_id = w.tenant_id AND h.is_open = TRUE) AS held
        FROM wallets w
        WHERE w.balance_minor <> booked OR w.held_minor <> held OR w.balance_minor < w.held_minor
        """;

    // Six hours, in microseconds.
    private const string HastyRecharges = """
        SELECT a.id FROM payment_intents a JOIN payment_intents b ON b.tenant_id = a.tenant_id AND b.is_automatic = TRUE
            AND b.id <> a.id AND b.created_at >= a.created_at AND b.created_at - a.created_at < 21600000000
        WHERE a.is_automatic = TRUE
        """;

    private const string TiedToNothing = """
        SELECT p.agent FROM human_agents p LEFT JOIN calls c ON c.id = p.call_id AND c.tenant_id = p.tenant_id AND c.status = 'in_progress'
        WHERE p.call_id IS NOT NULL AND c.id IS NULL
        """;

    private int _checkedAt = -1;

    /// <summary>To be called after every turn; looks at the store when it may have changed.</summary>
    public void CheckAlways()
    {
        if (_checkedAt == world.Commits) return;
        _checkedAt = world.Commits;
        AssertNone("tenant_id", UnsoundWallets, "Wallets whose balance is not the sum of the ledger, or does not cover the holds");
        AssertNone("id", HastyRecharges, "Automatic recharges within six hours of another");
        AssertNone("agent", TiedToNothing, "People tied to calls that are not under way");
        CheckHandedOver();
    }

    /// <summary>To be called when everything has had time to end.</summary>
    public void CheckAtRest(bool withWebhooks)
    {
        CheckAlways();
        AssertNone("id", "SELECT id, status FROM calls WHERE status NOT IN ('completed', 'failed', 'no_answer', 'busy', 'canceled')", "Calls that never ended");
        AssertNone("id", "SELECT id, due_at FROM calls WHERE due_at IS NOT NULL", "Ended calls with something left to do");
        AssertNone("call_id", "SELECT call_id, status FROM holds WHERE is_open = TRUE", "Holds that were never closed");
        AssertNone("id", "SELECT c.id FROM calls c LEFT JOIN holds h ON h.call_id = c.id AND h.status = 'settled' WHERE h.call_id IS NULL", "Calls that were never settled");
        AssertNone("call_id", "SELECT h.call_id FROM holds h LEFT JOIN calls c ON c.id = h.call_id WHERE h.status = 'settled' AND c.id IS NULL", "Settlements without a call");
        AssertNone(
            "call_id",
            """
            SELECT h.call_id, h.charged_minor, COUNT(l.id) AS rows, COALESCE(-SUM(l.amount_minor), 0) AS booked
            FROM holds h LEFT JOIN ledger l ON l.call_id = h.call_id
            GROUP BY h.call_id, h.charged_minor HAVING COUNT(l.id) > 1 OR COALESCE(-SUM(l.amount_minor), 0) <> h.charged_minor
            """,
            "Calls that are not in the ledger once and with their charge");
        AssertNone("tenant_id", "SELECT tenant_id FROM wallets WHERE recharge_intent_id IS NOT NULL", "Recharges that never ended");
        AssertNone(
            "id",
            """
            SELECT i.id FROM payment_intents i LEFT JOIN ledger l ON l.tenant_id = i.tenant_id AND l.operation_id = 'intent:' || i.id
            WHERE i.is_automatic = TRUE
            GROUP BY i.id, i.amount_minor, i.status HAVING COUNT(l.id) <> 1 OR COALESCE(SUM(l.amount_minor), 0) <> i.amount_minor OR i.status <> 'succeeded'
            """,
            "Recharges that were not credited once");
        AssertNone(
            "subject_id",
            "SELECT subject_id, COUNT(*) AS events, MAX(sequence) AS last FROM events GROUP BY subject_id HAVING COUNT(*) <> MAX(sequence) OR MIN(sequence) <> 1",
            "Subjects whose events have gaps");
        AssertNone(
            "id",
            """
            SELECT c.id, COUNT(e.id) AS ends FROM calls c LEFT JOIN events e ON e.subject_id = c.id
                AND e.type IN ('call.completed', 'call.failed', 'call.no_answer', 'call.busy', 'call.canceled')
            GROUP BY c.id HAVING COUNT(e.id) <> 1
            """,
            "Calls without exactly one end among their events");
        AssertNone("id", "SELECT id FROM events WHERE published = FALSE", "Events that nobody dispatched");
        if (withWebhooks) CheckWebhooks();
        foreach (var call in world.Query("SELECT state FROM calls", row => CallJson.ReadState(row.Text("state"))))
            Assert.Equal(call.Price(call.View.DurationSec), call.View.ChargedMinor);
    }

    /// <summary>At least once: every end of a call has reached its tenant's endpoint, and nothing else has.</summary>
    private void CheckWebhooks()
    {
        var ends = world.Query(
            "SELECT id, tenant_id FROM events WHERE type IN ('call.completed', 'call.failed', 'call.no_answer', 'call.busy', 'call.canceled')",
            row => (EngineWorld.UrlOf(row.Text("tenant_id")), MessageId.Of(row.Text("id"))));
        var lost = ends.Except(world.Endpoint.Accepted.Keys).ToList();
        Assert.True(lost.Count == 0, $"Webhooks that never arrived: {string.Join(", ", lost.Take(5))} ({lost.Count} of {ends.Count})");
        Assert.Empty(world.Endpoint.Accepted.Keys.Except(ends));
    }

    /// <summary>Each call that a person of the tenant's has taken over is that person's, who has no other.</summary>
    private void CheckHandedOver()
    {
        var tied = world.Query(
            "SELECT tenant_id, agent, call_id FROM human_agents WHERE call_id IS NOT NULL", row => (row.Text("tenant_id"), row.Text("agent"), row.Text("call_id")));
        var handedOver = world.Query("SELECT state FROM calls WHERE status = 'in_progress'", row => CallJson.ReadState(row.Text("state")).View)
            .Where(call => call.TransferredTo?.Agent is not null)
            .Select(call => (call.TenantId, call.TransferredTo!.Agent!, call.Id))
            .ToList();
        foreach (var (_, agent, id) in handedOver.Except(tied)) Assert.Fail($"The call {id} is handed over without its person {agent}");
        Assert.Equal(handedOver.Count, handedOver.Select(call => (call.TenantId, call.Item2)).Distinct().Count());
    }

    private void AssertNone(string column, string sql, string what)
    {
        var rows = world.Query(sql, row => row.Text(column));
        Assert.True(rows.Count == 0, $"{what}: {string.Join(", ", rows.Take(5))} ({rows.Count} in all)");
    }
}
