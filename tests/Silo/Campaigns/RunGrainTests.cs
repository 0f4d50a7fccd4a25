using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Events;
using Switchboard.Wallets;

namespace Switchboard.Tests.Silo.Campaigns;

/// <summary>Runs on a real host, a real store and the simulated carrier.</summary>
public sealed class RunGrainTests
{
    private const string Answers = "+12025550100";
    private const string Busy = "+12025550101";
    private const string CarrierFails = "+12025550103";
    private const string Voicemail = "+12025550104";
    private const string Unallocated = "+12025550105";
    private const string OptsOut = "+12025550106";

    /// <summary>Retries within the patience of a test: the simulator runs two hundred times as fast as real time.</summary>
    private static readonly RetryPolicy Soon = new(BusySec: 20, NoAnswerSec: 20, CarrierErrorSec: 20, AttemptsMax: 3);

    [Fact]
    public async Task Everybody_is_called_and_the_counters_are_what_the_calls_say()
    {
        await using var world = await CampaignFixture.StartAsync();
        var campaign = await world.CreateAsync([Answers, Busy, CarrierFails, Voicemail, Unallocated, OptsOut], c => c with { Retries = Soon });
        var started = await world.RunAsync(campaign);
        Assert.Equal((1, 6L, RunStatus.Running), (started.Number, started.Targets, started.Status));

        var run = await world.AwaitCompletedAsync(started.Id);
        var calls = await world.CallsAsync();
        Assert.Equal((6L, 6L, 3L, 0L, 10L, 0), (run.Targets, run.Dialled, run.Connected, run.Skipped, run.Attempts, run.InFlight));
        Assert.Equal(run.Attempts, calls.Count);
        Assert.All(calls, call => Assert.Equal((run.Id, campaign.Id), (call.RunId, call.CampaignId)));
        Assert.Equal([1, 2, 3], calls.Where(call => call.To == Busy).Select(call => call.Attempt).Order());
        Assert.Equal("Person +12025550100", (string?)JsonNode.Parse(calls.Single(call => call.To == Answers).Metadata!)!["name"]);

        Assert.Equal(["1 call first_attempt", "1 done completed"], await world.WhyAsync(campaign, Answers));
        Assert.Equal(
            ["1 call first_attempt", "1 retry busy", "2 call retry_due", "2 retry busy", "3 call retry_due", "3 done busy"],
            await world.WhyAsync(campaign, Busy));
        Assert.Equal(["1 call first_attempt", "1 done invalid_number"], await world.WhyAsync(campaign, Unallocated));
        Assert.Equal(["1 call first_attempt", "1 done do_not_call"], await world.WhyAsync(campaign, OptsOut));

        var after = await world.Campaigns.FindAsync(world.Tenant.Id, campaign.Id);
        Assert.Equal((CampaignStatus.Completed, run.Id, 1), (after!.Status, after.RunId, after.RunsCount));
        var events = await world.Engine.Services.GetRequiredService<EventLog>().TimelineAsync(world.Tenant.Id, campaign.Id, 0, 10);
        Assert.Equal([EventTypes.CampaignLaunched, EventTypes.CampaignCompleted], events.Select(e => e.Type));
        Assert.Equal([1L, 2L], events.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Another_run_calls_only_those_never_reached()
    {
        await using var world = await CampaignFixture.StartAsync();
        var campaign = await world.CreateAsync([Answers, Unallocated, Voicemail]);
        var first = await world.RunAsync(campaign);
        await world.AwaitCompletedAsync(first.Id);

        var second = await world.RunAsync(campaign);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((2, 1L), (second.Number, second.Targets));
        var run = await world.AwaitCompletedAsync(second.Id);
        Assert.Equal((1L, 1L, 0L), (run.Attempts, run.Dialled, run.Connected));
        Assert.Equal([2, 1], (await world.Runs.PageAsync(world.Tenant.Id, campaign.Id, null, 10)).Select(r => r.Number));
    }

    [Fact]
    public async Task Lists_are_asked_at_the_instant_of_dialling()
    {
        await using var world = await CampaignFixture.StartAsync();
        await world.Engine.Services.GetRequiredService<DncRegister>().AddAsync(world.Tenant.Id, Answers, "said so");
        var campaign = await world.CreateAsync([Answers, Voicemail]);
        var run = await world.AwaitCompletedAsync((await world.RunAsync(campaign)).Id);
        Assert.Equal((2L, 1L, 1L), (run.Targets, run.Skipped, run.Attempts));
        Assert.Equal(["1 skip dnc"], await world.WhyAsync(campaign, Answers));

        // The first campaign has called the number a moment ago.
        var other = await world.CreateAsync([Voicemail]);
        await world.AwaitCompletedAsync((await world.RunAsync(other)).Id);
        Assert.Equal(["1 skip cooldown"], await world.WhyAsync(other, Voicemail));
    }

    [Fact]
    public async Task A_pause_lets_calls_under_way_finish_and_takes_back_those_that_wait()
    {
        await using var world = await CampaignFixture.StartAsync("IN", ("Carrier:Simulator:MaxConcurrentCalls", "1"), ("Carrier:Simulator:TimeScale", "20"));
        var campaign = await world.CreateAsync([Answers, Voicemail, Unallocated, "+12025550112"]);
        var started = await world.RunAsync(campaign);
        Assert.Equal(RunChange.Conflict, (await world.Runner.RunAsync(world.Tenant.Id, campaign.Id)).Change);

        var paused = await world.Runner.PauseAsync(world.Tenant.Id, campaign.Id);
        Assert.Equal((RunChange.Ok, RunStatus.Paused, PauseReason.Requested), (paused.Change, paused.Run!.Status, paused.Run.PauseReason));
        var still = await world.AwaitAsync(started.Id, run => run.InFlight == 0);
        Assert.Equal(CampaignStatus.Paused, (await world.Campaigns.FindAsync(world.Tenant.Id, campaign.Id))!.Status);
        Assert.True(still.Attempts < 4, $"{still}");

        Assert.Equal(started.Id, (await world.RunAsync(campaign)).Id);
        var run = await world.AwaitCompletedAsync(started.Id);
        Assert.Equal((4L, 4L, 3L), (run.Attempts, run.Dialled, run.Connected));
        Assert.Equal(4, (await world.CallsAsync()).Count(call => call.StartedAt is not null));
    }

    [Fact]
    public async Task What_a_run_has_done_so_far_includes_the_calls_under_way()
    {
        await using var world = await CampaignFixture.StartAsync("IN", ("Carrier:Simulator:MaxConcurrentCalls", "1"), ("Carrier:Simulator:TimeScale", "10"));
        var campaign = await world.CreateAsync(["+12025550112", Voicemail]);
        var run = await world.RunAsync(campaign);
        Assert.Equal(new RunProgress(0, 0, 0), await world.Runs.ProgressAsync(run with { InFlight = 0 }));

        // The first is talked to, the second waits for the line: nothing has ended, and nothing is counted yet.
        RunProgress progress = default;
        await Eventually.Async(async () => (progress = await world.Runs.ProgressAsync(run with { InFlight = 1 })).Connected > 0, () => $"It stays {progress}");
        Assert.Equal(new RunProgress(1, 1, 1), progress);
        Assert.Equal(0, (await world.Runs.FindAsync(world.Tenant.Id, run.Id))!.Attempts);

        var after = await world.AwaitCompletedAsync(run.Id);
        Assert.Equal((2L, 2L, 2L), (after.Dialled, after.Connected, after.Attempts));
        Assert.Equal(new RunProgress(2, 2, 2), await world.Runs.ProgressAsync(after with { InFlight = 1 }));
    }

    [Fact]
    public async Task Failures_in_a_row_pause_the_run_and_are_its_evidence()
    {
        await using var world = await CampaignFixture.StartAsync("IN", ("Campaigns:Breaker:FailuresInARow", "2"));
        var campaign = await world.CreateAsync([CarrierFails], c => c with { Retries = Soon });
        var run = await world.AwaitAsync((await world.RunAsync(campaign)).Id, run => run.Status == RunStatus.Paused);
        Assert.Equal((PauseReason.CircuitBreaker, 2L), (run.PauseReason, run.Attempts));
        Assert.Contains("\"call_id\"", run.PauseEvidence, StringComparison.Ordinal);
        Assert.Contains("carrier_error", run.PauseEvidence, StringComparison.Ordinal);

        // A resume forgives: the third and last attempt is made.
        await world.RunAsync(campaign);
        Assert.Equal(3, (await world.AwaitCompletedAsync(run.Id)).Attempts);
    }

    [Fact]
    public async Task Without_money_nothing_starts_and_a_run_goes_on_by_itself_after_a_payment()
    {
        // 45,000 hold a call of 4,500 seconds at 600 a minute: one call at a time, and after the first not even that.
        await using var world = await CampaignFixture.StartAsync();
        var dear = await world.CreateAsync([Answers], c => c with { MaxDurationSec = 4501 });
        Assert.Equal(RunChange.InsufficientFunds, (await world.Runner.RunAsync(world.Tenant.Id, dear.Id)).Change);

        var campaign = await world.CreateAsync([Answers, Voicemail], c => c with { MaxDurationSec = 4500 });
        var started = await world.RunAsync(campaign);
        var run = await world.AwaitAsync(started.Id, run => run.Status == RunStatus.Paused);
        Assert.Equal((PauseReason.InsufficientFunds, 1L, 0), (run.PauseReason, run.Attempts, run.InFlight));
        Assert.Equal(CampaignStatus.Paused, (await world.Campaigns.FindAsync(world.Tenant.Id, campaign.Id))!.Status);

        await world.Engine.Grains.GetGrain<IWalletGrain>(world.Tenant.Id).Credit(new Credit("intent:1", "topup", 10_000, "Top-up"));
        await world.Runner.NudgeWaitingForFundsAsync(world.Tenant.Id);
        Assert.Equal(2, (await world.AwaitCompletedAsync(started.Id)).Attempts);
        var events = await world.Engine.Services.GetRequiredService<EventLog>().TimelineAsync(world.Tenant.Id, campaign.Id, 0, 10);
        Assert.Equal(
            [EventTypes.CampaignLaunched, EventTypes.CampaignStopped, EventTypes.CampaignLaunched, EventTypes.CampaignCompleted],
            events.Select(e => e.Type));
    }

    [Fact]
    public async Task Whom_the_hours_have_put_off_is_called_at_once_when_they_change()
    {
        // Twelve hours lie between the two zones: it is before noon in one of them, always.
        var isMorningInTheEast = TimeProvider.System.GetUtcNow().AddHours(6).Hour < 12;
        var (open, closed) = isMorningInTheEast ? ("Etc/GMT-6", "Etc/GMT+6") : ("Etc/GMT+6", "Etc/GMT-6");
        var mornings = new CallingWindow([.. Enum.GetValues<DayOfWeek>()], "00:00", "12:00", FallbackZone: null);
        await using var world = await CampaignFixture.StartAsync();
        await world.Engine.Grains.GetGrain<IWalletGrain>(world.Tenant.Id).Credit(new Credit("intent:1", "topup", 1_000_000, "Top-up"));
        var campaign = await world.CreateAsync([], c => c with { Window = mornings, AudienceZones = [open, closed] });
        string[] later = [.. Enumerable.Range(0, 250).Select(n => $"+1415555{n:0000}")];
        await world.AddAsync(campaign, later, closed);
        await world.AddAsync(campaign, [Answers], open);
        var started = await world.RunAsync(campaign);
        await world.AwaitAsync(started.Id, run => run is { Attempts: 1, InFlight: 0 });
        Assert.Equal(["1 defer outside_calling_hours"], await world.WhyAsync(campaign, later[0]));

        await world.Runner.PauseAsync(world.Tenant.Id, campaign.Id);
        var read = (await world.Campaigns.FindAsync(world.Tenant.Id, campaign.Id))!;
        Assert.NotNull(await world.Campaigns.TryUpdateAsync(read, read with { Window = null, Retries = new RetryPolicy(null, null, null, 1) }));
        Assert.Equal(started.Id, (await world.RunAsync(campaign)).Id);
        var run = await world.AwaitCompletedAsync(started.Id);
        Assert.Equal((251L, 251L, 0L), (run.Targets, run.Attempts, run.Skipped));
        foreach (var phone in (string[])[later[0], later[^1]])
            Assert.Equal(["1 defer outside_calling_hours", "1 call first_attempt"], (await world.WhyAsync(campaign, phone)).Take(2));
    }

    [Fact]
    public async Task Targets_added_to_a_live_campaign_are_called_too()
    {
        await using var world = await CampaignFixture.StartAsync("IN", ("Carrier:Simulator:TimeScale", "50"));
        var campaign = await world.CreateAsync(["+12025550112"]);
        var started = await world.RunAsync(campaign);
        await world.AddAsync(campaign, [Answers]);
        await world.Engine.Grains.GetGrain<IRunGrain>(started.Id).Nudge();
        var run = await world.AwaitCompletedAsync(started.Id);
        Assert.Equal((2L, 2L), (run.Targets, run.Attempts));
    }

    [Fact]
    public async Task A_replaced_audience_gets_a_run_of_its_own()
    {
        await using var world = await CampaignFixture.StartAsync("IN", ("Carrier:Simulator:TimeScale", "20"));
        var campaign = await world.CreateAsync(["+12025550112", Answers]);
        var first = await world.RunAsync(campaign);
        await world.Runner.PauseAsync(world.Tenant.Id, campaign.Id);

        var read = (await world.Campaigns.FindAsync(world.Tenant.Id, campaign.Id))!;
        var replaced = await world.Campaigns.TryUpdateAsync(read, read with { AudienceId = Guid.CreateVersion7().ToString() });
        await world.AddAsync(replaced!, [Voicemail]);
        var second = await world.RunAsync(campaign);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(RunStatus.Completed, (await world.Runs.FindAsync(world.Tenant.Id, first.Id))!.Status);
        Assert.Equal((1L, 2), ((await world.AwaitCompletedAsync(second.Id)).Attempts, second.Number));
    }

    [Fact]
    public async Task A_pace_of_calls_and_of_numbers_is_kept()
    {
        await using var world = await CampaignFixture.StartAsync("IN", ("Carrier:Simulator:TimeScale", "10"));
        string[] from = ["+12025559001", "+12025559002"];
        var campaign = await world.CreateAsync(
            [.. Enumerable.Range(0, 12).Select(n => $"+1415555{n:0000}")],
            c => c with { CallerIds = [.. from], Pace = new RunPace(3, null, CallsPerSecondPerCallerId: 0.5), Retries = new RetryPolicy(null, null, null, 1) });
        var run = await world.AwaitCompletedAsync((await world.RunAsync(campaign)).Id);
        var calls = (await world.CallsAsync()).OrderBy(call => call.StartedAt).ToList();
        Assert.Equal(12, run.Attempts);
        Assert.All(from, id => Assert.InRange(calls.Count(call => call.From == id), 4, 8));
        foreach (var call in calls)
            Assert.InRange(calls.Count(other => other.StartedAt <= call.StartedAt && call.StartedAt < other.EndedAt), 1, 3);
    }
}
