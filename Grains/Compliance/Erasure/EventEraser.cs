using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orleans;
using Switchboard.Contacts;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Webhooks;

namespace Switchboard.Compliance;

/// <summary>
/// Erases a person from the events of calls and contacts, and from what webhook endpoints hold and have noted of them. The events themselves stay: what
/// happened when, and under which number in its subject's sequence. A delivery that is still to be made goes out without the person.
/// </summary>
internal sealed class EventEraser(IStore store, IGrainFactory grains)
{
    private const int ResponsesBatch = 500;

    /// <summary>Erases the person from everything that is told of a call or a contact.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="subjectId">The call or the contact.</param>
    /// <param name="phone">The number.</param>
    /// <param name="pseudonym">What stands in its place.</param>
    /// <param name="report">Counts the rows.</param>
    public async Task EraseAsync(string tenantId, string subjectId, string phone, string pseudonym, ErasureReport report)
    {
        var events = await store.QueryAsync(
            new SqlQuery($"SELECT {EventTables.Columns} FROM events WHERE subject_id = @subject AND tenant_id = @tenant")
            {
                ["subject"] = subjectId,
                ["tenant"] = tenantId,
            },
            EventTables.Read);
        var set = new WriteSet();
        foreach (var happened in events)
        {
            string data = Without(happened, phone, pseudonym);
            if (data != happened.Data)
                set.Update(EventTables.Events, new Row { ["id"] = happened.Id, ["data"] = data });
        }

        await store.CommitAsync(set);
        report.Pseudonymise(EventTables.Events.Name, set.RowCount);
        await EraseDeliveriesAsync([.. events.Select(happened => happened.Id)], report);
    }

    /// <summary>An event's data without the person.</summary>
    internal static string Without(EngineEvent happened, string phone, string pseudonym)
    {
        if (happened.Type == EventTypes.ContactCreated)
        {
            var contact = ContactJson.Read(happened.Data);
            return ContactJson.Write(Contact.New(contact.Id, contact.TenantId, pseudonym, contact.CreatedAt));
        }

        if (JsonNode.Parse(happened.Data) is not JsonObject data || !data.ContainsKey("to"))
            return Pseudonyms.Replace(happened.Data, phone, pseudonym);
        data["to"] = pseudonym;
        data["hasRecording"] = false;
        foreach (string field in (string[])["metadata", "contactId", "outcome", "summary", "transcript"])
            data.Remove(field);
        return data.ToJsonString();
    }

    /// <summary>Endpoints read what they still have to send anew, and what receivers answered is forgotten: an answer may repeat what was sent.</summary>
    private async Task EraseDeliveriesAsync(ImmutableArray<string> eventIds, ErasureReport report)
    {
        var pending = await store.QueryAsync(
            new SqlQuery($"SELECT event_id, endpoint_id FROM webhook_deliveries WHERE {store.Dialect.In("event_id", "events")} AND status = 'pending'")
            {
                ["events"] = eventIds,
            },
            row => (Event: row.Text("event_id"), Endpoint: row.Text("endpoint_id")));
        foreach (var ofEndpoint in pending.GroupBy(delivery => delivery.Endpoint, delivery => delivery.Event))
            await grains.GetGrain<IWebhookEndpointGrain>(ofEndpoint.Key).Reload([.. ofEndpoint.Distinct()]);

        while (true)
        {
            var noted = await store.QueryAsync(
                new SqlQuery($"SELECT id FROM webhook_attempts WHERE {store.Dialect.In("event_id", "events")} AND response IS NOT NULL LIMIT @limit")
                {
                    ["events"] = eventIds,
                    ["limit"] = ResponsesBatch,
                },
                row => row.Text("id"));
            var set = new WriteSet();
            foreach (string id in noted)
                set.Update(WebhookTables.Attempts, new Row { ["id"] = id, ["response"] = null });
            await store.CommitAsync(set);
            report.Erase(WebhookTables.Attempts.Name, noted.Count);
            if (noted.Count < ResponsesBatch)
                return;
        }
    }
}
