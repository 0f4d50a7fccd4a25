using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Calls;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Tests.Simulation;

/// <summary>
/// The engine with its writes failing and its node crashing anywhere. A seed that fails is in the test's name, and runs
/// the same way again.
/// </summary>
public sealed class EngineSimulationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_call_and_no_money_is_lost_doubled_or_left_hanging(int seed) => Run(seed);

    /// <summary>Without webhooks: their ids are drawn by the product, and scatter their retries.</summary>
    [Fact]
    public void The_same_seed_runs_the_same_way() => Assert.Equal(Run(7, withWebhooks: false), Run(7, withWebhooks: false));

    [Fact]
    public void An_engine_that_forgets_to_settle_is_found_out() =>
        AssertFoundOut<ForgetsSettlement>("Holds that were never closed");

    [Fact]
    public void An_engine_that_forgets_an_event_is_found_out() =>
        AssertFoundOut<ForgetsEndEvents>("exactly one end");

    [Fact]
    public void An_engine_that_forgets_to_confirm_holds_is_found_out() =>
        AssertFoundOut<ForgetsConfirmation>("never settled");

    [Fact]
    public void An_engine_that_forgets_to_free_people_is_found_out() =>
        AssertFoundOut<ForgetsRelease>("people tied to calls that are not under way");

    [Fact]
    public void An_engine_that_ties_nobody_to_the_calls_it_hands_over_is_found_out() =>
        AssertFoundOut<ForgetsClaim>("handed over without its person");

    [Fact]
    public void Calls_are_handed_over_for_the_most_part_and_not_always()
    {
        var (wanted, accepted) = (0, 0);
        foreach (var seed in Enumerable.Range(1, 5))
        {
            Run(seed, withWebhooks: false, look: traffic => (wanted, accepted) = (wanted + traffic.Transferred.Count, accepted + traffic.TransfersAccepted));
        }

        Assert.InRange(accepted, 5, wanted - 5);
    }

    private static void AssertFoundOut<TMapper>(string what)
        where TMapper : class, IRecordMapper<CallRecord>
    {
        void Break(IServiceCollection services)
        {
            services.RemoveAll<IRecordMapper<CallRecord>>();
            services.AddSingleton<IRecordMapper<CallRecord>, TMapper>();
        }

        var failure = Enumerable.Range(1, 5)
            .Select(seed => Record.Exception(() => { Run(seed, Break, withWebhooks: false); }))
            .FirstOrDefault(failed => failed is not null);
        Assert.True(failure?.Message.Contains(what, StringComparison.OrdinalIgnoreCase), $"Expected a complaint about {what}, got: {failure?.Message}");
    }

    private static ulong Run(int seed, Action<IServiceCollection>? configure = null, bool withWebhooks = true, Action<CallTraffic>? look = null)
    {
        using var world = new EngineWorld(
            seed, configure, ("Carrier:Simulator:MaxConcurrentCalls", "6"), ("Carrier:Simulator:CallsPerSecond", "2"),
            ("Webhooks:RetrySeconds", "5,30,120,120,120,120,120,120,120"), ("Webhooks:SweepAfterSeconds", "20"));
        var invariants = new EngineInvariants(world);
        var traffic = new CallTraffic(world);
        world.Simulation.AfterStep = invariants.CheckAlways;
        try
        {
            world.Simulation.Run(() => LiveAsync(world, traffic, withWebhooks));
            invariants.CheckAtRest(withWebhooks);
            CheckAnswers(world, traffic);
            look?.Invoke(traffic);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{world.Simulation}, {world.Faults} faults: {e.Message}", e);
        }

        return world.Simulation.TraceHash;
    }

    private static async Task LiveAsync(EngineWorld world, CallTraffic traffic, bool withWebhooks)
    {
        var random = world.Simulation.Random;
        await world.StartNodeAsync();
        var (tenant, agent) = await world.AddTenantAsync("IN");
        var (other, otherAgent) = await world.AddTenantAsync("US");
        if (withWebhooks)
        {
            await world.AddWebhookAsync(tenant);
            await world.AddWebhookAsync(other);
        }

        await traffic.SetAutochargeAsync(tenant, new SetAutocharge(IsEnabled: true, 40_000, 20_000));
        await traffic.SetAutochargeAsync(other, new SetAutocharge(IsEnabled: true, 450, 200));
        await traffic.AddPeopleAsync(tenant, 2);
        await traffic.AddPeopleAsync(other, 1);
        world.FaultEvery = random.Next(3, 30);
        var work = Task.WhenAll(
            traffic.PlaceAsync(tenant, agent, 25, TimeSpan.FromMinutes(10)),
            traffic.PlaceAsync(other, otherAgent, 10, TimeSpan.FromMinutes(10)),
            traffic.TopUpAsync(tenant, 5_000),
            traffic.TopUpAsync(other, 300));
        while (!work.IsCompleted)
        {
            await world.Simulation.Delay(TimeSpan.FromSeconds(random.Next(1, 120)));
            world.Crash();
            await world.Simulation.Delay(TimeSpan.FromSeconds(random.Next(0, 30)));
            await world.StartNodeAsync();
        }

        await work;
        world.FaultEvery = 0;
        world.Endpoint.IsFaulty = false;
        // Longer than the longest call with its watchdog, than a hold waits to be confirmed, and than a webhook that
        // has failed a few times waits for its next attempt, twice over.
        await world.Simulation.Delay(TimeSpan.FromMinutes(45));
    }

    private static void CheckAnswers(EngineWorld world, CallTraffic traffic)
    {
        var calls = world.Query("SELECT state FROM calls", row => CallJson.ReadState(row.Text("state")).View).ToDictionary(call => call.Id);
        Assert.All(traffic.Accepted.Keys, id => Assert.True(calls.ContainsKey(id), $"The accepted call {id} is gone"));
        Assert.All(traffic.Refused, id => Assert.False(calls.ContainsKey(id), $"The refused call {id} exists"));
        foreach (var (id, to) in traffic.Accepted.Where(pair => !traffic.HungUp.Contains(pair.Key) && !traffic.Transferred.Contains(pair.Key))) CheckEnding(calls[id], to);
    }

    /// <summary>A crash does not change what becomes of a call: its script is a function of its start.</summary>
    private static void CheckEnding(CallView call, string to)
    {
        (CallStatus, int)? expected = to switch
        {
            "+12025550100" or "+12025550111" => (CallStatus.Completed, 30),
            "+12025550101" => (CallStatus.Busy, 0),
            "+12025550102" => (CallStatus.NoAnswer, 0),
            "+12025550103" or "+12025550105" or "+12025550110" => (CallStatus.Failed, 0),
            "+12025550104" => (CallStatus.Completed, 12),
            "+12025550109" => (CallStatus.Completed, call.MaxDurationSec),
            "+12025550112" => (CallStatus.Completed, 142),
            _ => null,
        };
        if (expected is not var (status, seconds)) return;
        Assert.Equal((to, status, Math.Min(seconds, call.MaxDurationSec)), (to, call.Status, call.DurationSec));
    }

    /// <summary>Leaves the settlement out of what an ended call still has to do.</summary>
    private sealed class ForgetsSettlement : BrokenMapper
    {
        public override void Write(WriteSet set, string key, CallRecord record, long version) => base.Write(
            set, key,
            new CallRecord { Call = record.Call! with { SettlementPending = false, DueAt = record.Call.SettlementPending ? null : record.Call.DueAt }, Changes = record.Changes },
            version);
    }

    /// <summary>Leaves the events of a call's end out of its transaction.</summary>
    private sealed class ForgetsEndEvents : BrokenMapper
    {
        public override void Write(WriteSet set, string key, CallRecord record, long version) => base.Write(
            set, key,
            new CallRecord { Call = record.Call, Changes = record.Changes! with { Events = record.Call!.View.Status.IsEnd() ? [] : record.Changes.Events } },
            version);
    }

    /// <summary>Accepts calls without confirming their holds.</summary>
    private sealed class ForgetsConfirmation : BrokenMapper
    {
        public override void Write(WriteSet set, string key, CallRecord record, long version) => base.Write(
            set, key, new CallRecord { Call = record.Call, Changes = record.Changes! with { ConfirmHold = false } }, version);
    }

    /// <summary>Ends calls without freeing who had taken them over.</summary>
    private sealed class ForgetsRelease : BrokenMapper
    {
        public override void Write(WriteSet set, string key, CallRecord record, long version) => base.Write(
            set, key,
            record.Changes!.EndsCall(record.Call!) ? new CallRecord { Call = WithNobody(record.Call!), Changes = record.Changes } : record,
            version);

        private static CallState WithNobody(CallState call) => call.View.TransferredTo is { } target
            ? call with { View = call.View with { TransferredTo = target with { Agent = null } } }
            : call;
    }

    /// <summary>Hands calls over without tying the person to them.</summary>
    private sealed class ForgetsClaim : BrokenMapper
    {
        public override void Write(WriteSet set, string key, CallRecord record, long version) => base.Write(
            set, key, new CallRecord { Call = record.Call, Changes = record.Changes! with { ClaimsPerson = false } }, version);
    }

    private abstract class BrokenMapper : IRecordMapper<CallRecord>
    {
        private readonly CallMapper _whole = new();

        public TableSchema Table => _whole.Table;

        public string KeyColumn => _whole.KeyColumn;

        public virtual void Write(WriteSet set, string key, CallRecord record, long version) => _whole.Write(set, key, record, version);

        public CallRecord Read(RowReader row) => _whole.Read(row);

        public void Committed(CallRecord record, CommitVerdict.Committed verdict) => _whole.Committed(record, verdict);
    }
}
