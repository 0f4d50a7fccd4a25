using Microsoft.Extensions.Logging;
using Orleans;

namespace Switchboard.Silo.Hosting;

/// <summary>A client that starts before the silos waits for them, until it is told to stop.</summary>
internal sealed partial class PatientClient(TimeProvider time, ILogger<PatientClient> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;
        LogWaits(exception.Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo of the cluster can be reached yet: {Reason}")]
    private partial void LogWaits(string reason);
}
