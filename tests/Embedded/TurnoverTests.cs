using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Switchboard.Embedded;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

/// <summary>Grains that end as soon as they have begun, on real threads: every interleaving of an end with the next beginning happens sooner or later.</summary>
public sealed class TurnoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task However_quickly_activations_follow_each_other_every_request_is_answered_and_none_stays()
    {
        var services = new ServiceCollection();
        RuleHost.Configure(services, new RuleStorage(), responseTimeout: Patience, reminderPeriod: TimeSpan.FromMinutes(1));
        await using var provider = services.BuildServiceProvider();
        var host = Assert.Single(provider.GetServices<IHostedService>());
        await host.StartAsync(CancellationToken.None);

        var client = provider.GetRequiredService<IClusterClient>();
        string[] keys = [World.NewKey(), World.NewKey(), World.NewKey(), World.NewKey()];
        var answered = await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(() => CallAsync(client, keys[caller % keys.Length])))).WaitAsync(Patience);
        Assert.True(answered.Sum() > 0);

        using var patience = new CancellationTokenSource(Patience);
        await host.StopAsync(patience.Token);
        Assert.False(patience.IsCancellationRequested);
        Assert.Equal(0, provider.GetRequiredService<EmbeddedHost>().ActivationCount);
    }

    /// <summary>A request that several activations in a row did not get to is refused; that is an answer too.</summary>
    private static async Task<int> CallAsync(IClusterClient client, string key)
    {
        var answered = 0;
        for (var i = 0; i < 500; i++)
        {
            try
            {
                await client.GetGrain<IKeeperGrain>(key).Leave();
                answered++;
            }
            catch (OrleansMessageRejectionException)
            {
            }
        }

        return answered;
    }
}
