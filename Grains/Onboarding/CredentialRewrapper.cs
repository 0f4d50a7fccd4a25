using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchboard.Storage;

namespace Switchboard.Onboarding;

/// <summary>After a rotation of the master key, wraps all credentials with the new one when a node starts, in the background.</summary>
internal sealed partial class CredentialRewrapper(CredentialRegister credentials, ILogger<CredentialRewrapper> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await credentials.RewrapAllAsync(stoppingToken) is var lost and > 0)
                LogLost(lost);
        }
        catch (Exception e) when (e is StoreException or OperationCanceledException)
        {
            // Whatever is read is wrapped anew as well, and so is the rest at the next start.
            LogNotRewrapped(e);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Count} provider credentials open with none of the master keys that are set; keep the one that they need in Secrets:PreviousMasterKeys")]
    private partial void LogLost(int count);

    [LoggerMessage(LogLevel.Warning, "Provider credentials were not wrapped with the current master key")]
    private partial void LogNotRewrapped(Exception e);
}
