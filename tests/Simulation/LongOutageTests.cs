using Switchboard.Calls;

namespace Switchboard.Tests.Simulation;

/// <summary>Nobody is there to be reported to for longer than a carrier may be silent.</summary>
public sealed class LongOutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(3);

    /// <summary>The carrier cannot tell when it will report next, since the other side never hangs up; but it has reported the answer, to nobody.</summary>
    [Theory]
    [InlineData("+12025550109", CallStatus.Completed, 300)]
    [InlineData("+12025550110", CallStatus.Failed, 0)]
    public void A_call_is_not_given_up_for_a_silence_that_was_our_own(string to, CallStatus status, int seconds)
    {
        using var world = new EngineWorld(seed: 1);
        var invariants = new EngineInvariants(world);
        world.Simulation.Run(() => LiveAsync(world, to));
        invariants.CheckAtRest(withWebhooks: false);
        var call = Assert.Single(world.Query("SELECT state FROM calls", row => CallJson.ReadState(row.Text("state")).View));
        Assert.Equal((status, seconds), (call.Status, call.DurationSec));
    }

    private static async Task LiveAsync(EngineWorld world, string to)
    {
        await world.StartNodeAsync();
        var (tenant, agent) = await world.AddTenantAsync("US");
        await world.Client.GetGrain<ICallGrain>(world.NewId()).Place(new PlaceCall(tenant, agent, to, null, null, 300, null));
        await world.Simulation.Delay(TimeSpan.FromSeconds(1));
        world.Crash();
        await world.Simulation.Delay(Outage);
        await world.StartNodeAsync();
        await world.Simulation.Delay(TimeSpan.FromMinutes(20));
    }
}
