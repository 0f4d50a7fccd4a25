using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using static Switchboard.Carriers.CarrierEventKind;
using static Switchboard.Tests.Grains.Carriers.SimulatedCalls;

namespace Switchboard.Tests.Grains.Carriers;

public sealed class SimulatedCarrierTests : IDisposable
{
    private readonly ManualTime _time = new(Start);
    private readonly Receiver _received = new();
    private readonly SimulatedCarrier _carrier;

    public SimulatedCarrierTests() => _carrier = Carrier();

    public void Dispose() => _carrier.Dispose();

    [Fact]
    public async Task Reports_come_when_they_are_due_and_not_before()
    {
        var result = await _carrier.DialAsync(Ending("0100"), default);

        Assert.Equal(DialResult.Taken(_carrier.ReserveCallId(Ending("0100").CallId)!, Scenario.SetUpSec), result);
        Assert.Empty(_received.All);
        Advance(0.499);
        Assert.Empty(_received.All);
        Advance(0.001);
        Assert.Equal([Ringing], _received.Kinds);
        Advance(2);
        Assert.Equal([Ringing, Answered], _received.Kinds);
        Advance(30);
        Assert.Equal(CallScript.Of(Ending("0100")).Events().Select(e => (e.Kind, e.AtSec)), _received.All.Select(e => (e.Kind, e.AtSec)));
        Assert.Equal(0, _carrier.ActiveCalls);
    }

    [Fact]
    public async Task Dialling_twice_rings_once()
    {
        var first = await _carrier.DialAsync(Ending("0100"), default);
        Advance(5);

        Assert.Equal(first, await _carrier.DialAsync(Ending("0100"), default));
        Advance(60);
        Assert.Single(_received.Kinds, Ringing);
    }

    [Fact]
    public async Task A_refused_call_reports_only_to_who_asks()
    {
        Assert.Equal(DialResult.Refused(EndCause.InvalidNumber), await _carrier.DialAsync(Ending("0105"), default));
        Advance(600);
        Assert.Empty(_received.All);

        await _carrier.SynchroniseAsync(Ending("0105"), default);
        Advance(0);
        Assert.Equal(EndCause.InvalidNumber, Assert.Single(_received.All).Ending!.Cause);
    }

    [Fact]
    public async Task Time_can_run_faster()
    {
        using var fast = Carrier(timeScale: 100);
        await fast.DialAsync(Ending("0100"), default);

        Advance(0.324);
        Assert.DoesNotContain(Ended, _received.Kinds);
        Advance(0.001);
        Assert.Equal(30, _received.All[^1].TalkSec());
    }

    [Fact]
    public async Task A_hang_up_ends_the_call_at_once()
    {
        await _carrier.DialAsync(Ending("0109"), default);
        Advance(20);
        await _carrier.HangUpAsync(Ending("0109"), default);
        Advance(0);

        Assert.Equal((20, EndCause.HangUp), (_received.All[^1].AtSec, _received.All[^1].Ending!.Cause));
        Assert.Single(_received.Kinds, Answered);
        Assert.Equal(0, _carrier.ActiveCalls);
    }

    [Fact]
    public async Task A_hang_up_of_a_call_that_is_over_or_silent_reports_nothing()
    {
        await _carrier.DialAsync(Ending("0100"), default);
        await _carrier.DialAsync(Ending("0110"), default);
        Advance(100);
        var before = _received.All.Count;
        await _carrier.HangUpAsync(Ending("0100"), default);
        await _carrier.HangUpAsync(Ending("0110"), default);
        Advance(1000);

        Assert.Equal(before, _received.All.Count);
    }

    [Fact]
    public async Task A_decision_goes_to_the_conversation_that_waits()
    {
        await _carrier.DialAsync(Ending("0107"), default);
        Advance(30);
        Assert.Equal(ApprovalRequested, _received.Kinds[^1]);
        await _carrier.ResumeAsync(Ending("0107"), new ProposalDecision(true, 30), default);
        Advance(20);

        Assert.Equal((50, "accepted"), (_received.All[^1].AtSec, _received.All[^1].Ending!.Analysis!.Intent));
        Assert.Equal(_received.All.Count, _received.All.Select(e => (e.Kind, e.AtSec)).Distinct().Count());
    }

    [Fact]
    public async Task What_was_decided_is_remembered_against_an_older_picture_of_the_call()
    {
        await _carrier.DialAsync(Ending("0107"), default);
        Advance(30);
        await _carrier.ResumeAsync(Ending("0107"), new ProposalDecision(true, 30), default);
        await _carrier.SynchroniseAsync(Ending("0107"), default);
        Advance(20);

        Assert.Equal("accepted", _received.All[^1].Ending!.Analysis!.Intent);
    }

    /// <summary>A node dies at any instant, another asks: in the end both have heard the same as without it.</summary>
    [Fact]
    public async Task A_crash_at_any_instant_loses_nothing()
    {
        foreach (var number in new[] { "0100", "0102", "0104", "0106", "0107", "0108", "0111" })
        {
            var call = Ending(number);
            var expected = CallScript.Of(call);
            for (var crashSec = 0.1; crashSec < expected.Reports[^1].DueSec; crashSec += 1.7)
            {
                var time = new ManualTime(Start);
                var before = new Receiver();
                using (var dying = Carrier(time, before))
                {
                    await dying.DialAsync(call, default);
                    time.Advance(TimeSpan.FromSeconds(crashSec));
                }
                time.Advance(TimeSpan.FromSeconds(3));
                Assert.Equal(expected.Reports.Count(r => r.DueSec <= crashSec), before.All.Count);

                var after = new Receiver();
                using var taking = Carrier(time, after);
                var nextSec = await taking.SynchroniseAsync(call, default);
                time.Advance(TimeSpan.Zero);
                Assert.Equal(expected.Reports.Count(r => r.DueSec <= crashSec + 3), after.All.Count);
                Assert.Equal(expected.NextDueAfter(crashSec + 3) ?? crashSec + 3, nextSec!.Value, 0.001);
                time.Advance(TimeSpan.FromSeconds(500));
                Assert.Equal(expected.Events().Select(e => (e.Kind, e.AtSec)), after.All.Select(e => (e.Kind, e.AtSec)));
            }
        }
    }

    [Fact]
    public async Task A_hang_up_after_a_crash_is_reported_by_who_does_not_know_the_call()
    {
        Advance(20);
        await _carrier.HangUpAsync(Ending("0100") with { HangUpAtSec = 20 }, default);
        Advance(0);

        Assert.Equal(20, Assert.Single(_received.All).AtSec);
    }

    [Fact]
    public async Task A_report_that_is_not_taken_in_is_tried_again_and_holds_up_only_its_own_call()
    {
        _received.Fails = e => e.CallId == "failing" && _received.Attempts < 6;
        await _carrier.DialAsync(To("+12025550100", id: "failing"), default);
        await _carrier.DialAsync(To("+12025550101", id: "other"), default);

        Advance(1.1);
        Assert.Equal(["other"], _received.All.Select(e => e.CallId));
        Advance(60);
        Assert.Equal(CallScript.Of(Ending("0100")).Kinds(), _received.All.Where(e => e.CallId == "failing").Select(e => e.Kind));
    }

    [Fact]
    public async Task A_report_that_is_never_taken_in_is_given_up()
    {
        _received.Fails = _ => true;
        await _carrier.DialAsync(Ending("0101"), default);
        Advance(1800);

        Assert.Equal(0, _carrier.ActiveCalls);
        Assert.InRange(_received.Attempts, 10, 50);
    }

    [Fact]
    public Task Deliveries_are_concurrent_and_bounded_and_in_order_within_a_call() => OneAtATime(async () =>
    {
        const int Calls = 2000;
        _received.Hold();
        for (var i = 0; i < Calls; i++)
            await _carrier.DialAsync(To("+12025550100", id: $"call-{i}"), default);
        Advance(60);
        Assert.InRange(_received.InFlight, 100, 300);

        _received.Release();
        while (_received.InFlight > 0)
            await Task.Yield();

        Assert.InRange(_received.MostInFlight, 100, 300);
        Assert.Equal(0, _carrier.ActiveCalls);
        Assert.All(_received.All.GroupBy(e => e.CallId), call => Assert.Equal(call.Select(e => e.AtSec).Order(), call.Select(e => e.AtSec)));
        Assert.Equal(Calls * CallScript.Of(Ending("0100")).Reports.Length, _received.All.Count);
    });

    [Fact]
    public async Task A_hundred_thousand_calls_at_once_share_one_timer()
    {
        const int Calls = 100_000;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Calls; i++)
            await _carrier.DialAsync(To($"+1303{i:0000000}"), default);
        Assert.Equal(Calls, _carrier.ActiveCalls);
        Assert.Equal(1, _time.Timers);

        Advance(300);

        Assert.Equal(Calls, _received.All.Count(e => e.Kind == Ended));
        Assert.Equal(0, _carrier.ActiveCalls);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    /// <summary>Runs a test as a simulation does: on one scheduler, one step at a time.</summary>
    private static Task OneAtATime(Func<Task> test) =>
        Task.Factory.StartNew(test, default, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private SimulatedCarrier Carrier(double timeScale = 1) => Carrier(_time, _received, timeScale);

    private static SimulatedCarrier Carrier(ManualTime time, Receiver received, double timeScale = 1) =>
        new(new SimulatorOptions { TimeScale = timeScale }, received, time, NullLogger<SimulatedCarrier>.Instance);

    private sealed class Receiver : ICarrierEvents
    {
        private TaskCompletionSource? _gate;

        public List<CarrierEvent> All { get; } = [];

        public IReadOnlyList<CarrierEventKind> Kinds => [.. All.Select(e => e.Kind)];

        public Func<CarrierEvent, bool> Fails { get; set; } = _ => false;

        public int Attempts { get; private set; }

        public int InFlight { get; private set; }

        public int MostInFlight { get; private set; }

        public void Hold() => _gate = new TaskCompletionSource();

        public void Release() => _gate!.SetResult();

        public async Task DeliverAsync(CarrierEvent carrierEvent)
        {
            Attempts++;
            MostInFlight = Math.Max(MostInFlight, ++InFlight);
            if (_gate is not null)
                await _gate.Task;
            InFlight--;
            if (Fails(carrierEvent))
                throw new TimeoutException("the engine did not answer");
            All.Add(carrierEvent);
        }
    }
}
