using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>Deletes what has had its time: ended deliveries, the log of attempts and, later, the events themselves.</summary>
public sealed class WebhookRetention(IStore store, WebhookOptions options, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>Deletes a bounded number of old rows.</summary>
    /// <returns>Whether more of them may be left.</returns>
    public async Task<bool> SweepAsync()
    {
        string cutoff = FirstIdSince(options.RetentionDays);
        string eventCutoff = FirstIdSince(options.EventRetentionDays);
        int attempts = await store.DeleteFoundAsync(
            WebhookTables.Attempts,
            Find("SELECT id FROM webhook_attempts WHERE id < @cutoff ORDER BY id LIMIT @limit", cutoff));
        int deliveries = await store.DeleteFoundAsync(
            WebhookTables.Deliveries,
            Find(
                """
                SELECT event_id, endpoint_id, name FROM webhook_deliveries d
                WHERE event_id < @cutoff AND (status <> 'pending'
                    OR NOT EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id = d.endpoint_id AND e.active = TRUE))
                ORDER BY event_id LIMIT @limit
                """,
                cutoff));
        int events = await store.DeleteFoundAsync(
            EventTables.Events,
            Find(
                """
                SELECT id FROM events e
                WHERE id < @cutoff AND published = TRUE AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = e.id)
                ORDER BY id LIMIT @limit
                """,
                eventCutoff));
        return attempts == Batch || deliveries == Batch || events == Batch;
    }

    private static SqlQuery Find(string text, string cutoff) => new(text) { ["cutoff"] = cutoff, ["limit"] = Batch };

    // Ids are UUIDv7, so they sort by time.
    private string FirstIdSince(int days) => Guid.CreateVersion7(time.GetUtcNow() - TimeSpan.FromDays(days)).ToString();
}
