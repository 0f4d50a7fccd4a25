using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Events;

public sealed class EventLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_timeline_is_of_one_subject_of_one_tenant_in_order()
    {
        await using var store = await OpenAsync();
        var log = new EventLog(store.Store);
        var second = NewEvent("tenant-1", "call-1", 2);
        var first = NewEvent("tenant-1", "call-1", 1);
        await AppendAsync(store, publish: true, second, first, NewEvent("tenant-1", "call-2", 1), NewEvent("tenant-2", "call-1", 3));

        Assert.Equal([first, second], await log.TimelineAsync("tenant-1", "call-1", afterSequence: 0, limit: 10));
        Assert.Equal([second], await log.TimelineAsync("tenant-1", "call-1", afterSequence: 1, limit: 10));
        Assert.Equal([first], await log.TimelineAsync("tenant-1", "call-1", afterSequence: 0, limit: 1));
        Assert.Empty(await log.TimelineAsync("tenant-3", "call-1", afterSequence: 0, limit: 10));
    }

    [Fact]
    public async Task Only_events_to_be_published_wait_until_they_are_marked()
    {
        await using var store = await OpenAsync();
        var log = new EventLog(store.Store);
        var early = NewEvent("tenant-1", "call-1", 1);
        var late = NewEvent("tenant-1", "call-1", 2) with { At = Start.AddSeconds(10) };
        await AppendAsync(store, publish: true, late, early);
        await AppendAsync(store, publish: false, NewEvent("tenant-1", "call-1", 3), NewEvent("tenant-2", "call-2", 1));

        Assert.Equal([early, late], await log.UnpublishedAsync("tenant-1", Start.AddSeconds(10), 10));
        Assert.Equal([early], await log.UnpublishedAsync("tenant-1", Start.AddSeconds(9), 10));
        Assert.Empty(await log.UnpublishedAsync("tenant-2", Start.AddYears(1), 10));
        Assert.Equal(["tenant-1"], await log.TenantsWithUnpublishedAsync(Start.AddSeconds(9), 10));
        Assert.Empty(await log.TenantsWithUnpublishedAsync(Start.AddSeconds(-1), 10));

        var set = new WriteSet();
        EventLog.MarkPublished(set, early.Id);
        EventLog.MarkPublished(set, late.Id);
        await store.Store.CommitAsync(set);

        Assert.Empty(await log.UnpublishedAsync("tenant-1", Start.AddYears(1), 10));
        Assert.Empty(await log.TenantsWithUnpublishedAsync(Start.AddYears(1), 10));
        Assert.Equal(3, (await log.TimelineAsync("tenant-1", "call-1", 0, 10)).Count);
    }

    [Fact]
    public async Task An_event_is_only_there_with_the_change_that_it_tells_of()
    {
        await using var store = await OpenAsync();
        var log = new EventLog(store.Store);
        var happened = NewEvent("tenant-1", "call-1", 1);
        await AppendAsync(store, publish: true, happened);
        var refused = new WriteSet();
        EventLog.Append(refused, NewEvent("tenant-1", "call-1", 2), publish: true);
        EventLog.Append(refused, happened, publish: true);

        Assert.IsType<CommitVerdict.Duplicate>(await store.Store.CommitAsync(refused));

        Assert.Equal([happened], await log.TimelineAsync("tenant-1", "call-1", 0, 10));
    }

    private static Task<TestStore> OpenAsync() => TestStore.OpenAsync(EventTables.Events);

    private static async Task AppendAsync(TestStore store, bool publish, params EngineEvent[] events)
    {
        var set = new WriteSet();
        foreach (var engineEvent in events)
            EventLog.Append(set, engineEvent, publish);
        Assert.IsType<CommitVerdict.Committed>(await store.Store.CommitAsync(set));
    }

    private static EngineEvent NewEvent(string tenant, string subject, long sequence) =>
        new(Guid.NewGuid().ToString(), tenant, EventTypes.CallCompleted, subject, sequence, Start, """{"n":1}""");
}
