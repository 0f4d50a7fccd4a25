using Switchboard.Approvals;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Approvals;

public sealed class ApprovalRegisterTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);
    private TestStore _store = null!;
    private ApprovalRegister _register = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync(ApprovalTables.Approvals);
        _register = new ApprovalRegister(_store.Store);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_stored_approval_is_read_as_it_was_written()
    {
        var pending = New("t1", 0, "campaign", "run");
        var decided = ApprovalMachine.Decide(pending, new DecideApproval("t1", true, "ann", "fine"), Now.AddSeconds(5)).Next;
        var announced = ApprovalMachine.Withdraw(
            ApprovalMachine.Open(Guid.CreateVersion7(Now).ToString(), ApprovalMachineTests.Command("t3"), Now, isAnnounced: true).Next with { ReplyTo = "sealed" }, Now).Next;
        await WriteAsync(announced);
        Assert.Equal(announced, await ReadAsync(announced.View.Id));
        var withoutPrice = New("t1", 1) with { View = New("t1", 1).View with { ValueMinor = null } };
        await WriteAsync(pending);
        Assert.Equal(pending, await ReadAsync(pending.View.Id));
        await WriteAsync(decided, version: 1);
        await WriteAsync(withoutPrice);

        Assert.Equal(decided, await ReadAsync(pending.View.Id));
        Assert.Equal(withoutPrice, await ReadAsync(withoutPrice.View.Id));
        Assert.Equal([withoutPrice.View, decided.View], await PageAsync("t1"));
    }

    [Fact]
    public async Task A_list_shows_a_tenants_own_newest_first_page_by_page()
    {
        for (var i = 0; i < 10; i++)
            await WriteAsync(New("t1", i));
        await WriteAsync(New("t2", 3));

        var first = await PageAsync("t1", limit: 4);
        var second = await PageAsync("t1", limit: 4, before: first[^1].Id);
        var third = await PageAsync("t1", limit: 4, before: second[^1].Id);
        Assert.Equal((4, 4, 2), (first.Count, second.Count, third.Count));
        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(i => Now.AddSeconds(i)), first.Concat(second).Concat(third).Select(a => a.CreatedAt));
        Assert.Single(await PageAsync("t2"));
        Assert.Empty(await PageAsync("t3"));
    }

    [Fact]
    public async Task A_list_can_be_narrowed_by_campaign_and_status()
    {
        var denied = ApprovalMachine.Decide(New("t1", 0, "c1"), new DecideApproval("t1", false, "ann", null), Now.AddSeconds(5)).Next;
        await WriteAsync(denied);
        await WriteAsync(New("t1", 1, "c1"));
        await WriteAsync(New("t1", 2, "c2"));
        await WriteAsync(New("t2", 3, "c1"));

        Assert.Equal(2, (await PageAsync("t1", new ApprovalFilter("c1"))).Count);
        Assert.Equal(2, (await PageAsync("t1", new ApprovalFilter(Status: ApprovalStatus.Pending))).Count);
        Assert.Equal([denied.View], await PageAsync("t1", new ApprovalFilter("c1", ApprovalStatus.Denied)));
        Assert.Empty(await PageAsync("t1", new ApprovalFilter("c2", ApprovalStatus.Denied)));
    }

    [Fact]
    public async Task Runs_are_counted_by_what_waits_and_what_was_decided_about_concessions()
    {
        await WriteAsync(New("t1", 0, "c1", "r1"));
        await WriteAsync(New("t1", 1, "c1", "r1"));
        await WriteAsync(Decided(New("t1", 2, "c1", "r1"), approve: true));
        await WriteAsync(Decided(New("t1", 3, "c1", "r1"), approve: false));
        await WriteAsync(Decided(Of("callback", New("t1", 4, "c1", "r1")), approve: true));
        await WriteAsync(ApprovalMachine.Withdraw(New("t1", 5, "c1", "r1"), Now.AddSeconds(6)).Next);
        await WriteAsync(New("t1", 6, "c1", "r2"));
        await WriteAsync(New("t1", 7, "c1", "r3"));
        await WriteAsync(New("t1", 8));
        await WriteAsync(New("t2", 9, "c9", "r9"));

        var counts = await _register.CountsOfRunsAsync("t1", ["r1", "r2", "r9", "none"]);

        Assert.Equal(["r1", "r2"], counts.Keys.Order());
        Assert.Equal((new RunApprovals(2, 2), new RunApprovals(1, 0)), (counts["r1"], counts["r2"]));
        Assert.Empty(await _register.CountsOfRunsAsync("t1", []));
    }

    private static ApprovalState New(string tenantId, int second, string? campaignId = null, string? runId = null)
    {
        var now = Now.AddSeconds(second);
        return ApprovalMachine.Open(Guid.CreateVersion7(now).ToString(), ApprovalMachineTests.Command(tenantId, campaignId, runId), now, isAnnounced: false).Next;
    }

    private static ApprovalState Decided(ApprovalState pending, bool approve) =>
        ApprovalMachine.Decide(pending, new DecideApproval(pending.View.TenantId, approve, "ann", null), Now.AddSeconds(10)).Next;

    private static ApprovalState Of(string action, ApprovalState state) => state with { View = state.View with { Action = action } };

    private async Task WriteAsync(ApprovalState state, long version = 0)
    {
        var set = new WriteSet();
        new ApprovalMapper().Write(set, state.View.Id, new ApprovalRecord { Approval = state }, version);
        Assert.IsType<CommitVerdict.Committed>(await _store.Store.CommitAsync(set));
    }

    private async Task<ApprovalState?> ReadAsync(string id)
    {
        var mapper = new ApprovalMapper();
        return (await _store.Store.ReadAsync(mapper.Table, new Row { [mapper.KeyColumn] = id }, mapper.Read))!.Approval;
    }

    private async Task<IReadOnlyList<ApprovalView>> PageAsync(
        string tenantId, ApprovalFilter filter = default, string? before = null, int limit = 100) =>
        await _register.PageAsync(tenantId, filter, before, limit);
}
