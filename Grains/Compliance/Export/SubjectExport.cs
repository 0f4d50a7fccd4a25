using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>Gathers everything that a tenant has stored about a person, as the law lets the person ask for it.</summary>
public sealed class SubjectExport(IStore store, CallRegister calls, DecisionRegister decisions, DncRegister dnc, RejectedUploads rejected, ContactTimeline timeline)
{
    private const int IdsAtOnce = 500;

    /// <summary>Everything about the person; nothing is left out, however much it is.</summary>
    public async Task<SubjectRecords> CollectAsync(DataSubject subject)
    {
        var (tenantId, phone) = (subject.TenantId, subject.Phone);
        var ofPerson = await CallsAsync(subject);
        List<string> about = [.. ofPerson.Select(call => call.Id)];
        if (subject.Contact is { } contact)
            about.Add(contact.Id);
        return new SubjectRecords(
            subject,
            ofPerson,
            await ConversationsAsync(tenantId, ofPerson),
            await QueryAsync("SELECT * FROM approvals WHERE tenant_id = @tenant AND target_phone = @phone ORDER BY id DESC", subject, ApprovalTables.ReadView),
            await timeline.PageAsync([subject], before: null, limit: int.MaxValue - TimelinePage.Slack),
            await dnc.FindAsync(tenantId, phone),
            await dnc.RemovalsAsync(tenantId, phone, before: null, limit: int.MaxValue),
            await QueryAsync("SELECT * FROM targets WHERE tenant_id = @tenant AND phone_e164 = @phone ORDER BY upload_id DESC", subject, ReadMembership),
            await RejectionsAsync(subject),
            await decisions.OfNumberAsync(tenantId, phone, before: null, limit: int.MaxValue),
            (await QueryAsync(
                "SELECT campaign_id, called_at FROM campaign_calls WHERE tenant_id = @tenant AND phone_e164 = @phone",
                subject,
                row => new LastCampaignCall(row.Text("campaign_id"), row.Timestamp("called_at")))).SingleOrDefault(),
            await DeliveriesAsync(tenantId, about));
    }

    /// <summary>The calls to the person that have a recording, newest first.</summary>
    public async Task<IReadOnlyList<CallView>> RecordedCallsAsync(DataSubject subject) => [.. (await CallsAsync(subject)).Where(call => call.HasRecording)];

    private async Task<IReadOnlyList<CallView>> CallsAsync(DataSubject subject)
    {
        var toNumber = await calls.ToNumberAsync(subject.TenantId, subject.Phone, before: null, limit: int.MaxValue);
        if (subject.Contact is not { } contact)
            return toNumber;
        var elsewhere = await calls.ToContactElsewhereAsync(subject.TenantId, contact.Id, subject.Phone, before: null, limit: int.MaxValue);
        return [.. toNumber.Concat(elsewhere).OrderByDescending(call => call.CreatedAt)];
    }

    private async Task<IReadOnlyList<RejectedUpload>> RejectionsAsync(DataSubject subject)
    {
        var found = new List<RejectedUpload>();
        await foreach (var some in rejected.FindAsync(subject))
            found.AddRange(some);
        return [.. found.OrderByDescending(row => row.UploadId, StringComparer.Ordinal).ThenBy(row => row.Line)];
    }

    private async Task<IReadOnlyDictionary<string, Conversation>> ConversationsAsync(string tenantId, IReadOnlyList<CallView> ofPerson)
    {
        var conversations = new Dictionary<string, Conversation>(StringComparer.Ordinal);
        foreach (var some in ofPerson.Select(call => call.Id).Chunk(IdsAtOnce))
        {
            var query = new SqlQuery($"SELECT call_id, conversation FROM conversations WHERE {store.Dialect.In("call_id", "calls")} AND tenant_id = @tenant")
            {
                ["calls"] = some,
                ["tenant"] = tenantId,
            };
            foreach (var (id, said) in await store.QueryAsync(query, row => (row.Text("call_id"), CallJson.ReadConversation(row.Text("conversation")))))
                conversations[id] = said;
        }

        return conversations;
    }

    private async Task<IReadOnlyList<SubjectDelivery>> DeliveriesAsync(string tenantId, IEnumerable<string> about)
    {
        var deliveries = new List<SubjectDelivery>();
        foreach (var some in about.Chunk(IdsAtOnce))
        {
            var query = new SqlQuery($"""
                SELECT d.event_id, d.name, e.subject_id, d.endpoint_id, w.url, d.status, d.attempts, d.created_at
                FROM events e JOIN webhook_deliveries d ON d.event_id = e.id LEFT JOIN webhook_endpoints w ON w.id = d.endpoint_id
                WHERE {store.Dialect.In("e.subject_id", "subjects")} AND e.tenant_id = @tenant
                """)
            {
                ["subjects"] = some,
                ["tenant"] = tenantId,
            };
            deliveries.AddRange(await store.QueryAsync(query, ReadDelivery));
        }

        return [.. deliveries.OrderByDescending(delivery => delivery.CreatedAt)];
    }

    private ValueTask<IReadOnlyList<T>> QueryAsync<T>(string text, DataSubject subject, Func<RowReader, T> map) =>
        store.QueryAsync(new SqlQuery(text) { ["tenant"] = subject.TenantId, ["phone"] = subject.Phone }, map);

    private static AudienceMembership ReadMembership(RowReader row) => new(
        row.Text("campaign_id"), row.Text("upload_id"), row.TextOrNull("name"), row.TextOrNull("fields"), row.TextOrNull("zone"), row.Text("status"),
        (int)row.Int64("attempts"), row.TextOrNull("reason"), row.TextOrNull("call_id"));

    private static SubjectDelivery ReadDelivery(RowReader row) => new(
        row.Text("event_id"), row.Text("name"), row.Text("subject_id"), row.Text("endpoint_id"), row.TextOrNull("url"), row.Text("status"),
        (int)row.Int64("attempts"), row.Timestamp("created_at"));
}
