using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>Deletes at a node's start, and every hour from then on, what uploads and deletions that were cut short have left of speakers' recordings.</summary>
public sealed partial class LeftoverAudioSweeper(AudioParts parts, TimeProvider time, ILogger<LeftoverAudioSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                while (await parts.DeleteLeftoversAsync())
                    stoppingToken.ThrowIfCancellationRequested();
            }
            catch (StoreException e)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The leftovers of speakers' recordings could not be deleted; the next sweep tries again")]
    private partial void LogFailed(Exception e);
}
