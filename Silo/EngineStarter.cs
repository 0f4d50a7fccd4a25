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
internal sealed partial class EngineStarter(IGrainFactory grains, TimeProvider time, ILogger<EngineStarter> logger) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private volatile bool _isStopping;

    /// <summary>
    /// A node serves all the same when some of it cannot be woken, such as what another node has that stands still at this moment: it is tried again, and a
    /// node that gave up would be one more to be missed.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryWakeAsync())
            _ = WakeLaterAsync();
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        return Task.CompletedTask;
    }

    private async Task WakeLaterAsync()
    {
        do
            await Task.Delay(Pause, time);
        while (!_isStopping && !await TryWakeAsync());
    }

    private async Task<bool> TryWakeAsync()
    {
        try
        {
            await Task.WhenAll(DeadlineShards.Keys.Select(shard => grains.GetGrain<IDeadlineShardGrain>(shard).Wake())
                .Append(grains.GetGrain<IWebhookSweeperGrain>(IWebhookSweeperGrain.TheOnly).Start()));
            return true;
        }
        catch (Exception e)
        {
            LogNotAwake(e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not all of the engine could be woken; it is tried again")]
    private partial void LogNotAwake(Exception error);
}
