using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Deadlines;
using Switchboard.Storage;
using Switchboard.Telemetry;

namespace Switchboard.Webhooks;

/// <summary>
/// Sends the deliveries of one endpoint. The rows are the truth and this grain only holds some of them for a while: it reads the due ones,
/// keeps a bounded number of attempts under way, and writes down each result while it already makes the next attempt. A delivery is held from
/// the moment it is read until its result is committed, so it is under way once; after a crash it is simply due again, and sent again.
/// </summary>
/// <remarks>
/// Everything between two awaits runs alone, as turns of this activation; <see cref="Advance"/> is called after every change and starts
/// whatever may be started now. The other parts of the class: Sending, Saving, Reloading.
/// </remarks>
internal sealed partial class WebhookEndpointGrain(
    EndpointRegister endpoints,
    DeliveryRegister deliveries,
    RequestWriter requests,
    IWebhookSender sender,
    RetrySchedule schedule,
    BreakerMachine breakerMachine,
    DeadlineArmer deadlines,
    IStore store,
    WebhookOptions options,
    TimeProvider time,
    ILogger<WebhookEndpointGrain> logger) : Grain, IWebhookEndpointGrain, IDisposable
{
    /// <summary>Deliveries read at once.</summary>
    private const int ReadBatch = 256;

    /// <summary>Deliveries held: waiting for their turn, under way, or waiting for their result to be committed.</summary>
    private const int HeldMax = 1024;

    /// <summary>How long attempts under way may take when this activation ends; those that take longer are made again elsewhere.</summary>
    private static readonly TimeSpan FinishTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<DueDelivery> _waiting = new();
    private readonly HeldDeliveries _held = new();
    private EndpointSetup? _setup;
    private BreakerState _breaker = BreakerState.Initial;
    private TaskCompletionSource? _finished;
    private int _attempts;
    private bool _isStopping;
    private bool _isReading;
    private bool _mayHaveMore;

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            _setup = await endpoints.LoadAsync(Id);
        }
        catch (CryptographicException e)
        {
            LogUnreadable(e, Id);
        }

        if (_setup is not null)
            _breaker = BreakerMachine.Restore(_setup.Breaker);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => StopAsync(FinishTime);

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    public Task Wake()
    {
        using var detached = Tracing.Detach();
        _mayHaveMore = true;
        Advance();
        LeaveUnlessUsable();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> OnDeadline()
    {
        using var detached = Tracing.Detach();
        var now = time.GetUtcNow();
        if (_dueAt <= now)
            _dueAt = null;
        if (_breaker.OpenUntil > now)
            ArmBy(_breaker.OpenUntil.Value);
        _mayHaveMore = true;
        Advance();
        LeaveUnlessUsable();
        return Task.FromResult(_dueAt);
    }

    /// <inheritdoc/>
    public async Task Remove()
    {
        await StopAsync(TimeSpan.Zero);
        await deliveries.DropPendingAsync(Id);
        DeactivateOnIdle();
    }

    /// <summary>There is nothing to do for an endpoint that was removed or disabled, or whose secret cannot be read.</summary>
    private void LeaveUnlessUsable()
    {
        if (_setup is null)
            DeactivateOnIdle();
    }

    /// <summary>Starts what may be started now: attempts while there are places, and reading while there may be more to send.</summary>
    private void Advance()
    {
        while (!_isStopping && _waiting.Count > 0 && _attempts < options.ConcurrencyPerEndpoint && TryAcquire())
            Send(_waiting.Dequeue());
        if (_waiting.Count > 0 && _attempts == 0)
            ReleaseWaiting();
        if (!_isStopping && _setup is not null && _mayHaveMore && !_isReading && _waiting.Count < ReadBatch / 2 && _held.Count < HeldMax && MaySend())
            _ = ReadAsync();
        if (_isStopping && _attempts == 0 && _held.Count == 0 && !_isSaving)
            _finished?.TrySetResult();
    }

    private bool MaySend() => breakerMachine.Acquire(_breaker, time.GetUtcNow()).Granted;

    private bool TryAcquire()
    {
        (bool granted, _breaker) = breakerMachine.Acquire(_breaker, time.GetUtcNow());
        return granted;
    }

    /// <summary>The breaker lets nothing through: what waits is as safe in the store, and is read again when it does.</summary>
    private void ReleaseWaiting()
    {
        while (_waiting.TryDequeue(out var delivery))
            _held.Release(delivery.Key);
        _mayHaveMore = true;
    }

    private async Task ReadAsync()
    {
        _isReading = true;
        _mayHaveMore = false;
        _held.BeginRead();
        try
        {
            int limit = ReadBatch + _held.Count;
            var due = await deliveries.DueAsync(Id, time.GetUtcNow(), limit);
            foreach (var delivery in due)
            {
                if (!_isStopping && _held.TryHold(delivery.Key))
                    _waiting.Enqueue(delivery);
            }

            if (due.Count == limit)
                _mayHaveMore = true;
            else if (_held.Count == 0)
                await SettleAsync();
        }
        catch (StoreException e)
        {
            LogUnread(e, Id, _setup?.Endpoint.TenantId);
        }
        finally
        {
            _isReading = false;
            _held.EndRead();
        }

        Advance();
    }

    /// <summary>Ends all work. Attempts under way get so much time to finish; what they do not finish is due again.</summary>
    private async Task StopAsync(TimeSpan grace)
    {
        _isStopping = true;
        ReleaseWaiting();
        _finished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Advance();
        try
        {
            await _finished.Task.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            _stop.Cancel();
            await _finished.Task;
        }
    }

    [LoggerMessage(LogLevel.Error, "The secret of webhook endpoint {EndpointId} cannot be read with this master key: nothing is sent to it")]
    private partial void LogUnreadable(Exception error, string endpointId);

    [LoggerMessage(LogLevel.Warning, "The deliveries of webhook endpoint {EndpointId} of tenant {TenantId} could not be read; the sweep will ask again")]
    private partial void LogUnread(Exception error, string endpointId, string? tenantId);
}
