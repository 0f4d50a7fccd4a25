using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Carriers;
using Switchboard.Deadlines;
using Switchboard.Webhooks;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Brings the engine back when a silo is lost. What lived there alone (shards of the scheduler, the sweeper, the trunk) comes back here and now rather than at the
/// next reminder, and every call and run is asked once whether somebody has it in hand. Every silo that is left does so: once would be enough, and the
/// one that did it alone might be the next to go.
/// </summary>
internal sealed partial class SiloWatch(
    ISiloStatusOracle silos, ClusterSettings settings, IGrainFactory grains, ICarrier carrier, TimeProvider time, ILogger<SiloWatch> logger)
    : IHostedService, ISiloStatusListener
{
    private const int AttemptsMax = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        LogJoined(silos.SiloAddress.ToParsableString(), settings.ClusterId, settings.Membership);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && !updatedSilo.Equals(silos.SiloAddress))
            _ = TakeOverAsync(updatedSilo.ToParsableString());
    }

    private async Task TakeOverAsync(string silo)
    {
        try
        {
            await Task.WhenAll(DeadlineShards.Keys.Select(shard => PersistAsync(() => grains.GetGrain<IDeadlineShardGrain>(shard).NodeLost(silo)))
                .Append(PersistAsync(() => grains.GetGrain<IWebhookSweeperGrain>(IWebhookSweeperGrain.TheOnly).Start()))
                .Append(PersistAsync(() => grains.GetGrain<ITrunkGrain>(carrier.Name).GetLoad())));
            LogTakenOver(silo);
        }
        catch (Exception e)
        {
            LogFailed(e, silo);
        }
    }

    /// <summary>Each by itself: the store may be away for the same reason as the silo, and a second silo may be lost meanwhile.</summary>
    private async Task PersistAsync(Func<Task> takeOver)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await takeOver();
                return;
            }
            catch (Exception) when (attempt < AttemptsMax)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Silo {Silo} serves in cluster {ClusterId} (membership: {Membership})")]
    private partial void LogJoined(string silo, string clusterId, string membership);

    [LoggerMessage(LogLevel.Information, "Silo {Silo} is gone; its work is taken over")]
    private partial void LogTakenOver(string silo);

    [LoggerMessage(LogLevel.Warning, "The work of silo {Silo} could not all be taken over at once; reminders and deadlines bring back the rest")]
    private partial void LogFailed(Exception error, string silo);
}
