using Microsoft.Extensions.Hosting;
using Orleans;
using Switchboard.Deadlines;

namespace Switchboard.Silo;

/// <summary>
/// Wakes the engine when a node starts: the shards of the scheduler take in hand whatever was under way when the last node stopped.
/// </summary>
internal sealed class EngineStarter(IGrainFactory grains) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(DeadlineShards.Keys.Select(shard => grains.GetGrain<IDeadlineShardGrain>(shard).Wake()));

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
