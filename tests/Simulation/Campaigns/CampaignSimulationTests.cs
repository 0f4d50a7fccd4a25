using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Tests.Simulation.Campaigns;

/// <summary>
/// Campaigns with the engine's writes failing and its node crashing anywhere, money running out, people pausing and resuming, lists growing and two campaigns
/// after the same numbers. A seed that fails is in the test's name, and runs the same way again.
/// </summary>
public sealed class CampaignSimulationTests
{
    private static readonly (string Key, string Value)[] Settings =
    [
        ("Carrier:Simulator:MaxConcurrentCalls", "6"), ("Carrier:Simulator:CallsPerSecond", "2"), ("Campaigns:Breaker:FailuresInARow", "3"),
        ("Webhooks:SweepAfterSeconds", "20"),
    ];

    private static readonly string[] Special =
    [
        "+12025550100", "+12025550101", "+12025550102", "+12025550103", "+12025550104", "+12025550105", "+12025550106", "+12025550107",
        "+12025550109", "+12025550110", "+12025550111", "+12025550112",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    public static TheoryData<int> FewSeeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nobody_is_called_twice_for_an_attempt_forgotten_or_called_against_the_rules(int seed) => Run(seed, LiveAsync);

    [Theory]
    [MemberData(nameof(FewSeeds))]
    public void Calling_hours_hold_over_the_days_on_which_clocks_change(int seed) => Run(seed, LiveOverClockChangeAsync, ClockChange(seed));

    /// <summary>A simulation that never gets into trouble proves nothing.</summary>
    [Fact]
    public void The_simulations_meet_every_case_that_they_are_about()
    {
        var met = new HashSet<string>();
        for (var seed = 1; seed <= 8; seed++) Run(seed, LiveAsync, met: met);
        Run(1, LiveOverClockChangeAsync, ClockChange(1), met: met);
        string[] cases =
        [
            "call first_attempt", "call retry_due", "retry busy", "retry no_answer", "retry carrier_error", "retry carrier_timeout", "done completed", "done busy",
            "done invalid_number", "done do_not_call", "skip dnc", "skip cooldown", "defer withdrawn", "defer outside_calling_hours",
            "stopped requested", "stopped insufficient_funds", "stopped circuit_breaker", "approval approved", "approval denied",
        ];
        Assert.Empty(cases.Except(met));
    }

    [Fact]
    public void The_same_seed_runs_the_same_way() => Assert.Equal(Run(7, LiveAsync), Run(7, LiveAsync));

    [Fact]
    public void A_run_that_commits_a_claim_without_its_target_is_found_out() =>
        AssertFoundOut(services => Replace<RunRecord, ForgetsClaims>(services), "calls under way are not those");

    [Fact]
    public void A_run_that_does_not_note_whom_it_calls_is_found_out() =>
        AssertFoundOut(services => Replace<RunRecord, ForgetsNotes>(services), "was called by 2 campaigns");

    [Fact]
    public void A_call_that_forgets_to_tell_its_run_is_found_out() =>
        AssertFoundOut(services => Replace<CallRecord, ForgetsTheRun>(services), "never ended");

    private static void AssertFoundOut(Action<IServiceCollection> configure, string what)
    {
        var failure = Enumerable.Range(1, 5)
            .Select(seed => Record.Exception(() => { Run(seed, LiveAsync, start: null, configure); }))
            .FirstOrDefault(failed => failed is not null);
        Assert.True(failure?.Message.Contains(what, StringComparison.OrdinalIgnoreCase), $"Expected a complaint about {what}, got: {failure?.Message}");
    }

    private static void Replace<TRecord, TMapper>(IServiceCollection services)
        where TMapper : class, IRecordMapper<TRecord>
    {
        services.RemoveAll<IRecordMapper<TRecord>>();
        services.AddSingleton<IRecordMapper<TRecord>, TMapper>();
    }

    private static ulong Run(
        int seed, Func<EngineWorld, CampaignTraffic, Task> live, DateTimeOffset? start = null, Action<IServiceCollection>? configure = null,
        HashSet<string>? met = null)
    {
        using var world = new EngineWorld(seed, start, configure, Settings);
        var traffic = new CampaignTraffic(world) { PausesMax = start is null ? 3 : 1 };
        var engine = new EngineInvariants(world);
        var campaigns = new CampaignInvariants(world, traffic);
        world.Simulation.AfterStep = () =>
        {
            engine.CheckAlways();
            campaigns.CheckAlways();
        };
        try
        {
            world.Simulation.Run(() => live(world, traffic));
            engine.CheckAtRest(withWebhooks: false);
            campaigns.CheckAtRest();
            met?.UnionWith(Met(world));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{world.Simulation}, {world.Faults} faults: {e.Message}", e);
        }

        return world.Simulation.TraceHash;
    }

    private static IEnumerable<string> Met(EngineWorld world) =>
    [
        .. world.Query("SELECT DISTINCT decision, reason FROM decisions", row => $"{row.Text("decision")} {row.Text("reason")}"),
        .. world.Query("SELECT DISTINCT status FROM approvals", row => $"approval {row.Text("status")}"),
        .. world.Query("SELECT data FROM events WHERE type = 'campaign.stopped'", row => $"stopped {JsonDocument.Parse(row.Text("data")).RootElement.GetProperty("reason")}"),
    ];

    /// <summary>Two campaigns of a tenant that want the same numbers, and two of a tenant whose money runs out, one of which only ever fails.</summary>
    private static async Task LiveAsync(EngineWorld world, CampaignTraffic traffic)
    {
        var random = world.Simulation.Random;
        await world.StartNodeAsync();
        var (tenant, agent) = await world.AddTenantAsync("IN");
        var (poor, poorAgent) = await world.AddTenantAsync("US");
        string[] crowd = [.. Special, .. Enumerable.Range(0, 14).Select(n => $"+1415555{n:0000}")];
        var first = await traffic.CreateAsync(tenant, agent, [.. crowd.Select(phone => (phone, (string?)null))]);
        var second = await traffic.CreateAsync(
            tenant, agent, [.. crowd.Where(_ => random.Next(2) == 0).Append("+14155559999").Select(phone => (phone, (string?)null))],
            campaign => campaign with { Pace = new RunPace(random.Next(1, 4), 1, null), CallerIds = ["+12025559001", "+12025559002"] });

        // A call of 1,800 seconds holds 360 of the trial's 500 cents.
        var third = await traffic.CreateAsync(
            poor, poorAgent, [.. Enumerable.Range(0, 24).Select(n => ($"+1628555{n:0000}", (string?)null))], campaign => campaign with { MaxDurationSec = 1800 });
        var fourth = await traffic.CreateAsync(poor, poorAgent, [("+12025550103", null), ("+12025550110", null)]);

        world.FaultEvery = random.Next(4, 40);
        var lookEvery = TimeSpan.FromMinutes(5);
        var payments = new CallTraffic(world);
        var work = Task.WhenAll(
            traffic.RunToEndAsync(first, lookEvery),
            traffic.RunToEndAsync(second, lookEvery),
            traffic.RunToEndAsync(third, lookEvery),
            traffic.RunToEndAsync(fourth, lookEvery),
            traffic.AppendAsync(first, "+14155558888", TimeSpan.FromMinutes(2)),
            traffic.ListAsync(tenant, "+14155550003", TimeSpan.FromMinutes(5)),
            traffic.ListAsync(tenant, "+14155550007", TimeSpan.FromMinutes(5)),
            traffic.ListAsync(tenant, "+14155550011", TimeSpan.FromMinutes(5)),
            PayAsync(world, payments, poor));
        var decisions = traffic.DecideAsync(tenant, work);
        await CrashAsync(world, work, TimeSpan.FromMinutes(4));
        await decisions;
        await RestAsync(world);
    }

    /// <summary>One campaign with short hours, on clocks that are set forward or back in the night, in several zones.</summary>
    private static async Task LiveOverClockChangeAsync(EngineWorld world, CampaignTraffic traffic)
    {
        var random = world.Simulation.Random;
        await world.StartNodeAsync();
        var (tenant, agent) = await world.AddTenantAsync("IN");
        string?[] zones = ["America/New_York", "America/Chicago", "America/Los_Angeles", null];
        var start = random.Next(0, 150);
        var window = new CallingWindow(
            [.. Enum.GetValues<DayOfWeek>()], $"{start / 60:00}:{start % 60:00}", $"{(start + 100) / 60:00}:{(start + 100) % 60:00}", "America/New_York");
        var campaign = await traffic.CreateAsync(
            tenant, agent, [.. Enumerable.Range(0, 24).Select(n => ($"+1415555{n:0000}", zones[n % zones.Length]))],
            campaign => campaign with { Window = window, Pace = new RunPace(2, 0.004, null) });

        world.FaultEvery = random.Next(4, 40);
        var work = traffic.RunToEndAsync(campaign, TimeSpan.FromHours(3));
        await CrashAsync(world, work, TimeSpan.FromMinutes(90));
        await RestAsync(world);
    }

    private static DateTimeOffset ClockChange(int seed) => seed % 2 == 0
        ? new DateTimeOffset(2026, 3, 7, 18, 0, 0, TimeSpan.Zero)
        : new DateTimeOffset(2026, 10, 31, 18, 0, 0, TimeSpan.Zero);

    private static async Task PayAsync(EngineWorld world, CallTraffic payments, string tenantId)
    {
        await world.Simulation.Delay(TimeSpan.FromMinutes(world.Simulation.Random.Next(1, 60)));
        await payments.TopUpAsync(tenantId, 1000);
    }

    private static async Task CrashAsync(EngineWorld world, Task work, TimeSpan every)
    {
        while (!work.IsCompleted)
        {
            await world.Simulation.Delay(every * world.Simulation.Random.NextDouble());
            world.Crash();
            await world.Simulation.Delay(TimeSpan.FromSeconds(world.Simulation.Random.Next(0, 30)));
            await world.StartNodeAsync();
        }

        await work;
    }

    private static async Task RestAsync(EngineWorld world)
    {
        world.FaultEvery = 0;
        await world.Simulation.Delay(TimeSpan.FromMinutes(30));
    }

    /// <summary>Leaves the targets that it claims as they were.</summary>
    private sealed class ForgetsClaims : BrokenRunMapper
    {
        protected override IEnumerable<TargetChange> Targets(RunBatch changes) => changes.Targets.Where(target => target.Status != TargetStatus.Claimed);
    }

    /// <summary>Notes nowhere that a number has been called.</summary>
    private sealed class ForgetsNotes : BrokenRunMapper
    {
        protected override IEnumerable<CampaignCallChange> Notes(RunBatch changes) => [];
    }

    private abstract class BrokenRunMapper : IRecordMapper<RunRecord>
    {
        private readonly RunMapper _whole = new();

        public TableSchema Table => _whole.Table;

        public string KeyColumn => _whole.KeyColumn;

        public void Write(WriteSet set, string key, RunRecord record, long version)
        {
            var (run, changes) = (record.Run!, record.Changes!);
            set.Put(Table, RunMapper.ToRow(run, isNew: version == 0), version);
            foreach (var target in Targets(changes)) set.Update(TargetTables.Targets, RunTargets.ToRow(run.AudienceId, run.View.Number, target));
            foreach (var decision in changes.Decisions) set.Insert(TargetTables.Decisions, DecisionRegister.ToRow(run.View.TenantId, decision));
            foreach (var note in Notes(changes)) CooldownRegister.Write(set, run.View.TenantId, note);
            foreach (var happened in changes.Events) EventLog.Append(set, happened, EventTypes.IsPublished(happened.Type));
            if (changes.CampaignRead is { } read) CampaignRegister.AddStep(set, read, changes.Campaign!);
        }

        public RunRecord Read(RowReader row) => _whole.Read(row);

        protected virtual IEnumerable<TargetChange> Targets(RunBatch changes) => changes.Targets;

        protected virtual IEnumerable<CampaignCallChange> Notes(RunBatch changes) => changes.Notes;
    }

    /// <summary>Leaves the run out of what an ended call still has to do.</summary>
    private sealed class ForgetsTheRun : IRecordMapper<CallRecord>
    {
        private readonly CallMapper _whole = new();

        public TableSchema Table => _whole.Table;

        public string KeyColumn => _whole.KeyColumn;

        public void Write(WriteSet set, string key, CallRecord record, long version)
        {
            var call = record.Call! with { RunToTell = false };
            _whole.Write(set, key, new CallRecord { Call = call.IsConcluded ? call with { DueAt = null } : call, Changes = record.Changes }, version);
        }

        public CallRecord Read(RowReader row) => _whole.Read(row);

        public void Committed(CallRecord record, CommitVerdict.Committed verdict) => _whole.Committed(record, verdict);
    }
}
