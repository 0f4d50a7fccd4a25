using Microsoft.Extensions.Hosting;
using Orleans;
using Switchboard.Deadlines;
using Switchboard.Webhooks;

namespace Switchboard.Silo;

/// <summary>
/// Wakes the engine when a node starts: the shards of the scheduler take in hand whatever was under way when the last node stopped, and the
/// sweeper finds the events that were not dispatched yet. Where other nodes run it finds all of it awake, and that is nine short messages.
/// </summary>
internal sealed class EngineStarter(IGrainFactory grains) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(DeadlineShards.Keys.Select(shard => grains.GetGrain<IDeadlineShardGrain>(shard).Wake()));
        await grains.GetGrain<IWebhookSweeperGrain>(IWebhookSweeperGrain.TheOnly).Start();
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
