using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Switchboard.Deadlines;
using Switchboard.Webhooks;

namespace Switchboard.Silo;

/// <summary>
/// Wakes the engine when a node starts: the shards of the scheduler take in hand whatever was under way when the last node stopped, and the
/// sweeper finds the events that were not dispatched yet. Where other nodes run it finds all of it awake, and that is nine short messages.
/// </summary>
internal sealed partial class EngineStarter(IGrainFactory grains, ILogger<EngineStarter> logger) : IHostedService
{
    /// <summary>
    /// A node serves all the same when some of it cannot be woken, such as what another node has that stands still at this moment: reminders wake it, and a
    /// node that gave up would be one more to be missed.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(DeadlineShards.Keys.Select(shard => grains.GetGrain<IDeadlineShardGrain>(shard).Wake())
                .Append(grains.GetGrain<IWebhookSweeperGrain>(IWebhookSweeperGrain.TheOnly).Start()));
        }
        catch (Exception e)
        {
            LogNotAwake(e);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Not all of the engine could be woken; reminders wake the rest within a minute")]
    private partial void LogNotAwake(Exception error);
}
