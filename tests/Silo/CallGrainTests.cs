using Microsoft.Extensions.DependencyInjection;
using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Events;
using Switchboard.Wallets;

namespace Switchboard.Tests.Silo;

/// <summary>Calls on a real host, a real store and the simulated carrier.</summary>
public sealed class CallGrainTests
{
    [Theory]
    [InlineData("+12025550100", CallStatus.Completed, "completed", 30)]
    [InlineData("+12025550101", CallStatus.Busy, "busy", 0)]
    [InlineData("+12025550102", CallStatus.NoAnswer, "no_answer", 0)]
    [InlineData("+12025550103", CallStatus.Failed, "carrier_error", 0)]
    [InlineData("+12025550104", CallStatus.Completed, "voicemail", 12)]
    [InlineData("+12025550105", CallStatus.Failed, "invalid_number", 0)]
    [InlineData("+12025550106", CallStatus.Completed, "completed", 8)]
    [InlineData("+12025550109", CallStatus.Completed, "max_duration", 300)]
    [InlineData("+12025550110", CallStatus.Failed, "carrier_timeout", 0)]
    [InlineData("+12025550111", CallStatus.Completed, "completed", 30)]
    [InlineData("+12025550112", CallStatus.Completed, "completed", 142)]
    public async Task Each_number_ends_as_it_should_and_is_charged_for_its_seconds(string to, CallStatus status, string reason, int seconds)
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync("IN");
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, to);
        Assert.Equal(CallStatus.Queued, placed.Call!.Status);

        var call = await engine.AwaitSettledAsync(tenant.Id, placed.Call.Id);
        Assert.Equal((status, reason, seconds), (call.Status, call.EndReason, call.DurationSec));
        Assert.Equal(Pricing.Price(seconds, 600), call.ChargedMinor);

        var wallet = await engine.Grains.GetGrain<IWalletGrain>(tenant.Id).Get();
        Assert.Equal((45_000 - call.ChargedMinor, 0), (wallet.BalanceMinor, wallet.HeldMinor));
        var events = await engine.Services.GetRequiredService<EventLog>().TimelineAsync(tenant.Id, call.Id, 0, 100);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Equal(EventTypes.CallQueued, events[0].Type);
        Assert.Single(events, e => e.Type.StartsWith("call.", StringComparison.Ordinal) && CallStatusExtensions.Parse(e.Type[5..])?.IsEnd() == true);
    }

    [Fact]
    public async Task Who_asked_not_to_be_called_is_on_the_list_and_not_called_again()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550106");
        await engine.AwaitSettledAsync(tenant.Id, placed.Call!.Id);
        Assert.NotNull(await engine.Services.GetRequiredService<DncRegister>().FindAsync(tenant.Id, "+12025550106"));
        Assert.Equal(PlaceCallRefusal.OnDoNotCallList, (await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550106")).Refusal);
    }

    [Fact]
    public async Task A_runs_call_is_not_dialled_when_its_number_was_listed_a_moment_ago()
    {
        await using var engine = await EngineFixture.StartAsync(null, ("Carrier:Simulator:MaxConcurrentCalls", "1"), ("Carrier:Simulator:TimeScale", "1"));
        var (tenant, agent) = await engine.SignUpAsync();
        var first = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550112");
        await engine.AwaitAsync(tenant.Id, first.Call!.Id, call => call.Status != CallStatus.Queued);

        // It is accepted, waits for the line, and gets it as soon as the number is on the list.
        var command = new PlaceCall(tenant.Id, agent.Id, "+12025550100", From: null, Language: null, 60, Metadata: null, RunId: Guid.CreateVersion7().ToString());
        var second = engine.Grains.GetGrain<ICallGrain>(Guid.CreateVersion7().ToString());
        var placed = await second.Place(command);
        Assert.Equal(CallStatus.Queued, placed.Call!.Status);
        await engine.Services.GetRequiredService<DncRegister>().AddAsync(tenant.Id, command.To, "said so");
        Assert.True(await engine.Grains.GetGrain<ICallGrain>(first.Call.Id).HangUp());

        var call = await engine.AwaitAsync(tenant.Id, placed.Call.Id, call => call.Status.IsEnd());
        Assert.Equal((CallStatus.Canceled, EndReasons.DoNotCallList, null), (call.Status, call.EndReason, call.StartedAt));
    }

    [Fact]
    public async Task An_approval_that_nobody_decides_runs_out_and_the_conversation_goes_on()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550107");
        var call = await engine.AwaitSettledAsync(tenant.Id, placed.Call!.Id);
        Assert.Equal((CallStatus.Completed, "declined", 75), (call.Status, call.Intent, call.DurationSec));
    }

    [Fact]
    public async Task Refusals_hold_nothing()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var (other, _) = await engine.SignUpAsync();
        Assert.Equal(PlaceCallRefusal.UnknownAgent, (await engine.PlaceAsync(other.Id, Guid.NewGuid().ToString(), "+12025550100")).Refusal);
        Assert.Equal(PlaceCallRefusal.InsufficientFunds, (await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550100", 7200)).Refusal);
        Assert.Equal(0, (await engine.Grains.GetGrain<IWalletGrain>(tenant.Id).Get()).HeldMinor);
        Assert.Equal(0, (await engine.Services.GetRequiredService<CallRegister>().PageAsync(tenant.Id, CallFilter.None, 10, 0)).Total);
    }

    [Fact]
    public async Task A_call_under_way_goes_on_after_a_restart()
    {
        var engine = await EngineFixture.StartAsync(null, ("Carrier:Simulator:TimeScale", "20"));
        var (tenant, agent) = await engine.SignUpAsync();
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550112");
        await engine.AwaitAsync(tenant.Id, placed.Call!.Id, call => call.Status == CallStatus.InProgress);

        await using var next = await EngineFixture.StartAsync(await engine.StopAsync(), ("Carrier:Simulator:TimeScale", "20"));
        var call = await next.AwaitSettledAsync(tenant.Id, placed.Call.Id);
        Assert.Equal((CallStatus.Completed, 142, "demo_booked"), (call.Status, call.DurationSec, call.Intent));
    }

    [Fact]
    public async Task Lists_show_true_totals_newest_first()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync("IN");
        var placed = new List<string>();
        for (var i = 0; i < 5; i++) placed.Add((await engine.PlaceAsync(tenant.Id, agent.Id, i % 2 == 0 ? "+12025550100" : "+12025550101")).Call!.Id);
        foreach (var id in placed) await engine.AwaitSettledAsync(tenant.Id, id);

        var calls = engine.Services.GetRequiredService<CallRegister>();
        var page = await calls.PageAsync(tenant.Id, CallFilter.None, 2, 1);
        Assert.Equal((5L, placed[3], placed[2]), (page.Total, page.Rows[0].Id, page.Rows[1].Id));
        var busy = await calls.PageAsync(tenant.Id, CallFilter.Of(CallStatus.Busy), 10, 1);
        Assert.Equal((2L, placed[1]), (busy.Total, Assert.Single(busy.Rows).Id));
        Assert.Empty((await calls.PageAsync(tenant.Id, CallFilter.Of(CallStatus.Queued), 10, 0)).Rows);
    }
}
