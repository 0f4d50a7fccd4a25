using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>The deliveries and their attempts: plain rows.</summary>
public sealed class DeliveryRegister(IStore store)
{
    private const string Pending = "pending";
    private const string Delivered = "delivered";
    private const string Failed = "failed";

    private const int DropBatch = 500;

    /// <summary>A page of an endpoint's log, the latest attempt first. Whose endpoint it is has been checked by the caller.</summary>
    public async Task<AttemptPage> AttemptsAsync(string endpointId, int limit, int offset)
    {
        long total = await store.FirstOrDefaultAsync(
            new SqlQuery("SELECT COUNT(*) AS n FROM webhook_attempts WHERE endpoint_id = @endpoint") { ["endpoint"] = endpointId },
            row => row.Int64("n"));
        var attempts = await store.QueryAsync(
            new SqlQuery("SELECT * FROM webhook_attempts WHERE endpoint_id = @endpoint ORDER BY id DESC LIMIT @limit OFFSET @offset")
            {
                ["endpoint"] = endpointId,
                ["limit"] = limit,
                ["offset"] = offset,
            },
            ReadAttempt);
        return new AttemptPage(attempts, total);
    }

    /// <summary>Adds a delivery to a write, unless it was made before.</summary>
    internal static void Add(WriteSet set, DeliveryKey key, DateTimeOffset now) => set.InsertOrIgnore(WebhookTables.Deliveries, new Row
    {
        ["event_id"] = key.EventId,
        ["endpoint_id"] = key.EndpointId,
        ["name"] = key.Name,
        ["status"] = Pending,
        ["attempts"] = 0,
        ["next_attempt_at"] = now,
        ["created_at"] = now,
    });

    /// <summary>Adds an attempt and what comes of it to a write. Writing it twice changes nothing, and a delivery that has ended stays as it is.</summary>
    /// <param name="set">The write.</param>
    /// <param name="delivery">The delivery as it was loaded.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="nextAttemptAt">When it is tried again; null when it is not.</param>
    /// <param name="now">When the attempt ended.</param>
    internal static void Record(WriteSet set, DueDelivery delivery, WebhookAttempt attempt, DateTimeOffset? nextAttemptAt, DateTimeOffset now)
    {
        bool isRetried = !attempt.IsSuccess && nextAttemptAt is not null;
        var row = KeyOf(delivery.Key);
        row["attempts"] = attempt.Number;
        row["status"] = attempt.IsSuccess ? Delivered : isRetried ? Pending : Failed;
        if (isRetried)
            row["next_attempt_at"] = nextAttemptAt;
        else
            row["ended_at"] = now;
        set.Update(WebhookTables.Deliveries, row, when: new Row { ["status"] = Pending });
        set.InsertOrIgnore(WebhookTables.Attempts, new Row
        {
            ["id"] = attempt.Id,
            ["endpoint_id"] = delivery.Key.EndpointId,
            ["event_id"] = attempt.EventId,
            ["name"] = attempt.Name,
            ["number"] = attempt.Number,
            ["at"] = attempt.At,
            ["status_code"] = attempt.StatusCode,
            ["error"] = attempt.Error,
            ["duration_ms"] = attempt.DurationMs,
            ["response"] = attempt.Response,
        });
    }

    /// <summary>The endpoint's deliveries that are due, the longest due first.</summary>
    internal ValueTask<IReadOnlyList<DueDelivery>> DueAsync(string endpointId, DateTimeOffset now, int limit) => store.QueryAsync(
        new SqlQuery("""
            SELECT d.name, d.attempts, e.id, e.tenant_id, e.type, e.subject_id, e.sequence, e.at, e.data, e.trace_parent
            FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
            WHERE d.endpoint_id = @endpoint AND d.status = 'pending' AND d.next_attempt_at <= @now
            ORDER BY d.next_attempt_at LIMIT @limit
            """)
        {
            ["endpoint"] = endpointId,
            ["now"] = now,
            ["limit"] = limit,
        },
        row => new DueDelivery(new DeliveryKey(row.Text("id"), endpointId, row.Text("name")), EventTables.Read(row), (int)row.Int64("attempts")));

    /// <summary>When the endpoint's next delivery is due; null when none waits.</summary>
    internal ValueTask<DateTimeOffset?> NextDueAsync(string endpointId) => store.FirstOrDefaultAsync(
        // Joined as in DueAsync: a delivery whose event is gone can never be read, and must not make its endpoint look again and again.
        new SqlQuery("""
            SELECT d.next_attempt_at AS due FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
            WHERE d.endpoint_id = @endpoint AND d.status = 'pending' ORDER BY d.next_attempt_at LIMIT 1
            """)
        {
            ["endpoint"] = endpointId,
        },
        row => row.TimestampOrNull("due"));

    /// <summary>Deletes what still waits for an endpoint that was removed.</summary>
    internal async Task DropPendingAsync(string endpointId)
    {
        var find = new SqlQuery("SELECT event_id, endpoint_id, name FROM webhook_deliveries WHERE endpoint_id = @endpoint AND status = 'pending' LIMIT @limit")
        {
            ["endpoint"] = endpointId,
            ["limit"] = DropBatch,
        };
        while (await store.DeleteFoundAsync(WebhookTables.Deliveries, find) == DropBatch)
        {
        }
    }

    private static Row KeyOf(DeliveryKey key) => new() { ["event_id"] = key.EventId, ["endpoint_id"] = key.EndpointId, ["name"] = key.Name };

    private static WebhookAttempt ReadAttempt(RowReader row) => new(
        row.Text("id"),
        row.Text("event_id"),
        row.Text("name"),
        (int)row.Int64("number"),
        row.Timestamp("at"),
        (int?)row.Int64OrNull("status_code"),
        row.TextOrNull("error"),
        row.Int64("duration_ms"),
        row.TextOrNull("response"));
}
