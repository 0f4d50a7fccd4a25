using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Events;

namespace Switchboard.Webhooks;

/// <summary>
/// Finds what got lost on the fast paths: events that no stream delivered, deliveries that no grain was told of. It reads two small indexes
/// every few seconds; it also deletes what has had its time. A reminder brings it back after a crash.
/// </summary>
internal sealed partial class WebhookSweeperGrain(
    EventLog log,
    EndpointRegister endpoints,
    WebhookRetention retention,
    WebhookOptions options,
    TimeProvider time,
    ILogger<WebhookSweeperGrain> logger) : Grain, IWebhookSweeperGrain, IRemindable
{
    private const string Reminder = "wake";
    private const int TenantsMax = 200;
    private const int EndpointsMax = 1000;

    private static readonly TimeSpan RetentionPause = TimeSpan.FromHours(1);

    private DateTimeOffset _retentionDueAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        var period = TimeSpan.FromSeconds(options.SweepAfterSeconds);
        this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(period, period) { KeepAlive = true });
    }

    /// <summary>Being activated is all there is to it.</summary>
    public Task Start() => Task.CompletedTask;

    /// <summary>Being activated is all there is to it.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var before = now - TimeSpan.FromSeconds(options.SweepAfterSeconds);
            await DispatchLostEventsAsync(before);
            foreach (string endpointId in await endpoints.OverdueAsync(before, EndpointsMax))
                await GrainFactory.GetGrain<IWebhookEndpointGrain>(endpointId).Wake();
            if (now >= _retentionDueAt && !await retention.SweepAsync())
                _retentionDueAt = now + RetentionPause;
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private async Task DispatchLostEventsAsync(DateTimeOffset before) =>
        await Task.WhenAll((await log.TenantsWithUnpublishedAsync(before, TenantsMax)).Select(DispatchLostEventsAsync));

    private async Task DispatchLostEventsAsync(string tenantId)
    {
        try
        {
            int found = await GrainFactory.GetGrain<IWebhookDispatchGrain>(tenantId).Sweep();
            if (found > 0)
                LogFound(found, tenantId);
        }
        catch (Exception e)
        {
            // One tenant's trouble is not the others'.
            LogTenantFailed(e, tenantId);
        }
    }

    [LoggerMessage(LogLevel.Information, "The sweep dispatched {Count} events of tenant {TenantId} that no stream had delivered")]
    private partial void LogFound(int count, string tenantId);

    [LoggerMessage(LogLevel.Warning, "The events of tenant {TenantId} could not be dispatched; the next sweep tries again")]
    private partial void LogTenantFailed(Exception error, string tenantId);

    [LoggerMessage(LogLevel.Warning, "A sweep of the webhooks failed and will be repeated")]
    private partial void LogFailed(Exception error);
}
