using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Carriers;
using Switchboard.Objections;
using Switchboard.Reports.Weekly;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Approvals;
using Switchboard.Tests.Grains.Support;
using Switchboard.Wallets;

namespace Switchboard.Tests.Grains.Reports;

/// <summary>What the figures are made of: one tenant's rows of the period's days, each counted once.</summary>
public sealed class WeeklyRegisterTests : IAsyncLifetime
{
    private static readonly ReportPeriod Week = ReportSamples.Week;
    private TestStore _store = null!;
    private int _number;

    public async Task InitializeAsync() => _store = await TestStore.OpenAsync(
        CallTables.Calls, CallTables.Counts.Table, WalletTables.Ledger, ApprovalTables.Approvals, CampaignTables.Campaigns, CampaignTables.RuleBooks, CampaignCallCounts.Table, ObjectionsMet.Table);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Calls_count_on_their_day_in_the_zone_and_by_what_became_of_them()
    {
        await CallAsync(Week.Start, CallStatus.Completed, AnsweredBy.Human, 61, 700, "interested", campaign: "c1", to: "+1");
        await CallAsync(Week.Start.AddHours(1), CallStatus.Completed, AnsweredBy.Voicemail, 12, 120, campaign: "c1", to: "+1");
        await CallAsync(Week.Start.AddHours(23.9), CallStatus.NoAnswer, campaign: "c1", to: "+2");
        await CallAsync(Week.Start.AddHours(24), CallStatus.Busy, campaign: "c2", to: "+3");
        await CallAsync(Week.Start.AddHours(25), CallStatus.Failed);
        await CallAsync(Week.Start.AddHours(26), CallStatus.Canceled);
        await CallAsync(Week.Start.AddHours(27), CallStatus.InProgress, AnsweredBy.Human);
        await CallAsync(Week.End.AddSeconds(-1), CallStatus.Queued);
        await CallAsync(Week.Start.AddSeconds(-1), CallStatus.Completed, AnsweredBy.Unknown, 30, 300, "interested");
        await CallAsync(Week.End, CallStatus.Completed, AnsweredBy.Human, 30, 300, "interested");
        await CallAsync(Week.Start, CallStatus.Completed, AnsweredBy.Human, 30, 300, "interested", tenant: "t2");

        var figures = await ReadAsync();

        Assert.Equal(7, figures.Days.Length);
        Assert.Equal(new CallFigures(1, 1, 1, 0, 0, 0, 0, 73), figures.Days[0].Calls);
        Assert.Equal(new CallFigures(1, 0, 0, 1, 1, 1, 0, 0), figures.Days[1].Calls);
        Assert.Equal(new CallFigures(0, 0, 0, 0, 0, 0, 1, 0), figures.Days[6].Calls);
        Assert.Equal((8, 3, 0.5), (figures.Calls.Total, figures.Calls.Connected, figures.Calls.ConnectRate!.Value));
        Assert.Equal(new CallFigures(1, 0, 0, 0, 0, 0, 0, 30), figures.Before);
        Assert.Equal([new NamedCount("Interested", 1)], figures.Intents.AsEnumerable());
        Assert.Equal(
            [("Direct calls", 4L, 1L, 1L, 0L), ("Unnamed workflow", 3L, 2L, 1L, 820L), ("Unnamed workflow", 1L, 1L, 0L, 0L)],
            figures.Workflows.Select(row => (row.Name, row.Calls.Total, row.Targets, row.Reached, row.CostMinor)));
    }

    [Fact]
    public async Task Workflows_beyond_those_that_are_named_are_one_row()
    {
        for (var i = 0; i < WeeklyRegister.WorkflowsMax + 3; i++)
            await CallAsync(Week.Start, CallStatus.NoAnswer, campaign: $"c{i}", to: "+1");
        var figures = await ReadAsync();
        Assert.Equal(WeeklyRegister.WorkflowsMax, figures.Workflows.Length);
        Assert.Equal(("3 more", 3L, 3L), (figures.OtherWorkflows!.Name, figures.OtherWorkflows.Calls.Total, figures.OtherWorkflows.Targets));
    }

    [Fact]
    public async Task Approvals_are_told_by_who_decided_and_what_was_conceded()
    {
        await ApprovalAsync(0, _ => _);
        await ApprovalAsync(1, state => Decide(state, approve: true, 10));
        await ApprovalAsync(2, state => Decide(state, approve: false, 20));
        await ApprovalAsync(3, state => ApprovalMachine.Withdraw(state, state.View.CreatedAt.AddSeconds(5)).Next);
        await ApprovalAsync(4, state => state with { View = state.View with { Status = ApprovalStatus.Approved, DecidedAt = state.View.CreatedAt, DecidedBy = "policy" }, });
        await ApprovalAsync(5, state => Decide(state, approve: true, 30) is var decided ? decided with { View = decided.View with { Action = "callback", ValueMinor = null } } : state);

        var figures = await ReadAsync();

        Assert.Equal([new ApprovalFigures("concession", 1, 1, 1, 1, 1, 5000), new ApprovalFigures("callback", 0, 1, 0, 0, 0, 0)], figures.Approvals.AsEnumerable());
        Assert.Equal(20, figures.DecisionSec);
    }

    [Fact]
    public async Task The_ledger_is_added_up_by_kind()
    {
        await BookAsync("call_charge", -500, Week.Start);
        await BookAsync("call_charge", -250, Week.End.AddSeconds(-1));
        await BookAsync("topup", 9000, Week.Start);
        await BookAsync("refund", 50, Week.Start);
        await BookAsync("call_charge", -100, Week.Start.AddSeconds(-1));
        await BookAsync("call_charge", -100, Week.End);
        await BookAsync("call_charge", -100, Week.Start, "t2");

        var figures = await ReadAsync();

        Assert.Equal([new LedgerFigures("call_charge", 2, -750), new LedgerFigures("refund", 1, 50), new LedgerFigures("topup", 1, 9000)], figures.Ledger.AsEnumerable());
        Assert.Equal((700L, 100L), (figures.CostMinor, figures.CostBeforeMinor));
    }

    [Fact]
    public async Task Objections_come_from_what_the_conversations_noted()
    {
        await MetAsync(Week.Start, new(Marks.ObjectionHandled, 5, "has_a_solution"), new(Marks.ObjectionHandled, 9, "has_a_solution"));
        await MetAsync(Week.Start, new(Marks.ObjectionHandled, 5, "has_a_solution"), new(Marks.IntentDetected, 7, "discount_requested"), new(Marks.IntentDetected, 8, "accepted"));
        await MetAsync(Week.Start, new TimelineMark(Marks.ObjectionHandled, 5, ObjectionLibrary.All[0].Id));
        await MetAsync(Week.End, new TimelineMark(Marks.ObjectionHandled, 5, "too_late"));

        var objections = (await ReadAsync()).Objections;

        Assert.Equal(new NamedCount("Has a solution", 2), objections[0]);
        Assert.Equal(new[] { "Discount requested", ObjectionLibrary.All[0].English.TriggerText }.Order(), objections.Skip(1).Select(objection => objection.Name).Order());
    }

    [Fact]
    public async Task Nothing_at_all_is_figures_too()
    {
        var figures = await ReadAsync();
        Assert.Equal((7, 0L, null, 0L), (figures.Days.Length, figures.Calls.Total, figures.Calls.ConnectRate, figures.CostMinor));
        Assert.True(figures.Workflows.IsEmpty && figures.Approvals.IsEmpty && figures.Intents.IsEmpty && figures.Objections.IsEmpty && figures.Ledger.IsEmpty);
    }

    private Task<WeeklyFigures> ReadAsync() => new WeeklyRegister(_store.Store).ReadAsync("t1", Week);

    private Task CallAsync(
        DateTimeOffset at, CallStatus status, AnsweredBy? by = null, int seconds = 0, long charged = 0, string? intent = null, string? campaign = null,
        string to = "+9", string tenant = "t1")
    {
        var view = new CallView(
            Guid.CreateVersion7().ToString(), tenant, CallStatus.Queued, "agent", to, null, "en", 300, null, null, campaign, 1, "simulator", null, at, at, at, at, seconds,
            charged, by, null, intent, null, null, null, false) with { Status = status };
        var record = new CallRecord
        {
            Call = new CallState { View = view, RatePerMinuteMinor = 600, HeardAt = at },
            Changes = new CallChanges(null, [], null, false, false, null),
        };
        return CommitAsync(set => new CallMapper().Write(set, view.Id, record, version: 0));
    }

    private Task ApprovalAsync(int hour, Func<ApprovalState, ApprovalState> change)
    {
        var at = Week.Start.AddHours(hour);
        var command = ApprovalMachineTests.Command("t1") with { ExpiresAt = at.AddSeconds(60) };
        var state = change(ApprovalMachine.Open(Guid.CreateVersion7(at).ToString(), command, at, isAnnounced: false).Next);
        return CommitAsync(set => set.Put(ApprovalTables.Approvals, ApprovalTables.ToRow(state), 0));
    }

    private static ApprovalState Decide(ApprovalState state, bool approve, int afterSec) =>
        ApprovalMachine.Decide(state, new DecideApproval("t1", approve, "ann", null), state.View.CreatedAt.AddSeconds(afterSec)).Next;

    private Task BookAsync(string kind, long amount, DateTimeOffset at, string tenant = "t1")
    {
        var number = ++_number;
        return CommitAsync(set => set.InsertEntry(new LedgerEntry($"{number}", tenant, number, $"op{number}", kind, amount, 0, null, "", at)));
    }

    private Task MetAsync(DateTimeOffset at, params TimelineMark[] marks)
    {
        var view = new CallView(
            Guid.CreateVersion7().ToString(), "t1", CallStatus.Completed, "agent", "+9", null, "en", 300, null, null, null, 1, "simulator", null, at, at, at, at, 1, 0,
            AnsweredBy.Human, null, null, null, null, null, false);
        return CommitAsync(set => ObjectionsMet.Append(set, view, new Conversation([], [.. marks])));
    }

    private async Task CommitAsync(Action<WriteSet> write)
    {
        var set = new WriteSet();
        write(set);
        Assert.IsType<CommitVerdict.Committed>(await _store.Store.CommitAsync(set));
    }
}
