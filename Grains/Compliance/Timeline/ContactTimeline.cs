using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>What happened with a person, over everything that a tenant has stored, newest first.</summary>
public sealed class ContactTimeline(IStore store, CallRegister calls, DecisionRegister decisions, DncRegister dnc)
{
    /// <summary>A page of the timeline of some people, who are one for the caller.</summary>
    /// <param name="subjects">Who.</param>
    /// <param name="before">Only what happened before then; null from the newest. To the millisecond: pass on the last instant as it was printed.</param>
    /// <param name="limit">At most so many, unless more than that happened in one millisecond.</param>
    public async Task<IReadOnlyList<TimelineEntry>> PageAsync(IReadOnlyCollection<DataSubject> subjects, DateTimeOffset? before, int limit)
    {
        var entries = new List<TimelineEntry>();
        foreach (var subject in subjects)
            entries.AddRange(await OfAsync(subject, before, limit + TimelinePage.Slack));
        return TimelinePage.Cut(entries.Where(entry => !(entry.At >= before)), limit);
    }

    private async Task<List<TimelineEntry>> OfAsync(DataSubject subject, DateTimeOffset? before, int limit)
    {
        var (tenantId, phone) = (subject.TenantId, subject.Phone);
        var entries = new List<TimelineEntry>();
        entries.AddRange((await calls.ToNumberAsync(tenantId, phone, before, limit)).Select(call => new TimelineEntry.Called(call)));
        entries.AddRange(await ApprovalsAsync(subject, before, limit));
        entries.AddRange((await decisions.OfNumberAsync(tenantId, phone, before, limit)).Select(decision => new TimelineEntry.TargetDecided(decision)));
        foreach (var removal in await dnc.RemovalsAsync(tenantId, phone, before, limit))
            entries.AddRange([new TimelineEntry.Unsuppressed(removal), new TimelineEntry.Suppressed(removal.Entry)]);
        if (await dnc.FindAsync(tenantId, phone) is { } listed)
            entries.Add(new TimelineEntry.Suppressed(listed));
        if (subject.Contact is not { } contact)
            return entries;

        entries.AddRange((await calls.ToContactElsewhereAsync(tenantId, contact.Id, phone, before, limit)).Select(call => new TimelineEntry.Called(call)));
        entries.Add(new TimelineEntry.ContactCreated(contact));
        if (contact.UpdatedAt > contact.CreatedAt)
            entries.Add(new TimelineEntry.ContactUpdated(contact));
        return entries;
    }

    private async Task<IEnumerable<TimelineEntry>> ApprovalsAsync(DataSubject subject, DateTimeOffset? before, int limit)
    {
        var query = new SqlQuery("SELECT * FROM approvals WHERE tenant_id = @tenant AND target_phone = @phone AND decided_at IS NOT NULL")
        {
            ["tenant"] = subject.TenantId,
            ["phone"] = subject.Phone,
            ["limit"] = limit,
        };
        if (before is { } until)
            query.Append(" AND decided_at < @before").With("before", until);
        var approvals = await store.QueryAsync(query.Append(" ORDER BY decided_at DESC LIMIT @limit"), ApprovalTables.ReadView);
        return approvals.Select(approval => new TimelineEntry.Decided(approval, approval.DecidedAt!.Value));
    }
}
