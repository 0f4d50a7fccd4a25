using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>
/// When each key was last used, and from where. Written every few seconds for all keys together: a busy key costs one row a
/// time and no request waits for it.
/// </summary>
public sealed partial class ApiKeyUsage(IStore store, TimeProvider time, ILogger<ApiKeyUsage> logger) : BackgroundService
{
    private const int KeysPerWrite = 500;
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(10);

    private ConcurrentDictionary<string, Use> _pending = new();

    /// <summary>Notes that a key was used.</summary>
    public void Note(string keyId, DateTimeOffset at, string? address) => _pending[keyId] = new Use(at, address);

    /// <summary>Writes what has been noted since the last time.</summary>
    public async Task FlushAsync()
    {
        if (_pending.IsEmpty)
            return;
        var uses = Interlocked.Exchange(ref _pending, new ConcurrentDictionary<string, Use>());
        foreach (var some in uses.Chunk(KeysPerWrite))
        {
            var set = new WriteSet();
            foreach (var (keyId, use) in some)
                set.Update(ApiKeyTables.Keys, new Row { ["id"] = keyId, ["last_used_at"] = use.At, ["last_used_ip"] = use.Address });
            await store.CommitAsync(set);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FlushPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryFlushAsync();
        }
        catch (OperationCanceledException)
        {
            // Told to stop; StopAsync writes the rest.
        }
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushAsync();
        }
        catch (StoreException e)
        {
            LogNotWritten(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "When API keys were last used could not be written")]
    private partial void LogNotWritten(Exception e);

    private readonly record struct Use(DateTimeOffset At, string? Address);
}
