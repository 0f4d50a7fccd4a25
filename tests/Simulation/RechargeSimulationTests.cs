using Switchboard.Wallets;

namespace Switchboard.Tests.Simulation;

/// <summary>A day in the life of a wallet with automatic recharge, whose writes fail, whose node crashes anywhere and whose provider is unreliable.</summary>
public sealed class RechargeSimulationTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(13);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void There_is_one_recharge_in_six_hours_and_each_is_credited_once(int seed)
    {
        using var world = new EngineWorld(seed);
        var invariants = new EngineInvariants(world);
        world.Simulation.AfterStep = invariants.CheckAlways;
        try
        {
            world.Simulation.Run(() => LiveAsync(world, new CallTraffic(world)));
            invariants.CheckAtRest(withWebhooks: false);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{world.Simulation}, {world.Faults} faults: {e.Message}", e);
        }

        // At the first debit under the threshold, and as soon as the interval allowed it, twice.
        var recharges = world.Query("SELECT id FROM payment_intents WHERE is_automatic = TRUE", row => row.Text("id"));
        Assert.Equal(3, recharges.Count);
        Assert.True(world.Faults > 5);
    }

    private static async Task LiveAsync(EngineWorld world, CallTraffic traffic)
    {
        var random = world.Simulation.Random;
        await world.StartNodeAsync();
        var (tenant, _) = await world.AddTenantAsync("US");
        await traffic.SetAutochargeAsync(tenant, new SetAutocharge(IsEnabled: true, 400, 600));

        world.FaultEvery = random.Next(2, 6);
        var work = traffic.SpendAsync(tenant, everyAtMost: TimeSpan.FromMinutes(20), until: world.Simulation.Now + Day);
        while (!work.IsCompleted)
        {
            await world.Simulation.Delay(TimeSpan.FromMinutes(random.Next(1, 90)));
            world.Crash();
            await world.Simulation.Delay(TimeSpan.FromSeconds(random.Next(0, 30)));
            await world.StartNodeAsync();
        }

        await work;
        world.FaultEvery = 0;
        await world.Simulation.Delay(TimeSpan.FromMinutes(10));
    }
}
