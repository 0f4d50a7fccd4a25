using Switchboard.Storage;

namespace Switchboard.Events;

/// <summary>
/// The log of committed events. A row that is not marked as published is one whose deliveries have not been made yet; who makes them marks
/// it in the same transaction, so no event is lost between the two and none is dispatched twice.
/// </summary>
public sealed class EventLog(IStore store)
{
    /// <summary>Adds an event to the transaction of the change that it tells of.</summary>
    /// <param name="set">The change.</param>
    /// <param name="engineEvent">What happens with it.</param>
    /// <param name="publish">Whether it may go to webhooks (<see cref="EventTypes.IsPublished"/>); false: it is only remembered.</param>
    public static void Append(WriteSet set, EngineEvent engineEvent, bool publish) => set.Insert(EventTables.Events, new Row
    {
        ["id"] = engineEvent.Id,
        ["tenant_id"] = engineEvent.TenantId,
        ["type"] = engineEvent.Type,
        ["subject_id"] = engineEvent.SubjectId,
        ["sequence"] = engineEvent.Sequence,
        ["at"] = engineEvent.At,
        ["data"] = engineEvent.Data,
        ["published"] = !publish,
        ["trace_parent"] = engineEvent.TraceParent,
    });

    /// <summary>Marks an event as published, in the transaction that makes its deliveries.</summary>
    public static void MarkPublished(WriteSet set, string eventId) =>
        set.Update(EventTables.Events, new Row { ["id"] = eventId, ["published"] = true });

    /// <summary>What happened to a subject of the tenant, in order.</summary>
    /// <param name="tenantId">Whose it is; a subject of another tenant has no events.</param>
    /// <param name="subjectId">The call, contact, campaign or endpoint.</param>
    /// <param name="afterSequence">Only events with a higher sequence; 0 for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<IReadOnlyList<EngineEvent>> TimelineAsync(
        string tenantId, string subjectId, long afterSequence, int limit, CancellationToken cancellationToken = default) =>
        store.QueryAsync(
            new SqlQuery(
                $"SELECT {EventTables.Columns} FROM events WHERE subject_id = @subject AND tenant_id = @tenant AND sequence > @after ORDER BY sequence LIMIT @limit")
            {
                ["subject"] = subjectId,
                ["tenant"] = tenantId,
                ["after"] = afterSequence,
                ["limit"] = limit,
            },
            EventTables.Read,
            cancellationToken);

    /// <summary>The tenant's events from before an instant whose deliveries have not been made, the oldest first.</summary>
    public ValueTask<IReadOnlyList<EngineEvent>> UnpublishedAsync(
        string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        store.QueryAsync(
            new SqlQuery($"SELECT {EventTables.Columns} FROM events WHERE tenant_id = @tenant AND published = FALSE AND at <= @before ORDER BY at LIMIT @limit")
            {
                ["tenant"] = tenantId,
                ["before"] = before,
                ["limit"] = limit,
            },
            EventTables.Read,
            cancellationToken);

    /// <summary>The tenants that have events from before an instant whose deliveries have not been made.</summary>
    public ValueTask<IReadOnlyList<string>> TenantsWithUnpublishedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        store.QueryAsync(
            new SqlQuery("SELECT DISTINCT tenant_id FROM events WHERE published = FALSE AND at <= @before LIMIT @limit")
            {
                ["before"] = before,
                ["limit"] = limit,
            },
            row => row.Text("tenant_id"),
            cancellationToken);
}
