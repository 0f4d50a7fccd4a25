using Microsoft.Extensions.Logging;
using Orleans;
using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>One attempt and what follows from it.</summary>
internal sealed partial class WebhookEndpointGrain
{
    private static readonly TimeSpan CommitRetryFirst = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CommitRetryMax = TimeSpan.FromSeconds(30);

    private async Task DeliverAsync(DueDelivery delivery)
    {
        _attempts++;
        var startedAt = time.GetUtcNow();
        string attemptId = Guid.CreateVersion7(startedAt).ToString();
        var result = await AttemptAsync(delivery, attemptId, startedAt);
        _attempts--;
        if (result is null)
        {
            _breaker = BreakerMachine.Abandon(_breaker);
        }
        else
        {
            var now = time.GetUtcNow();
            var attempt = new WebhookAttempt(
                attemptId,
                delivery.Event.Id,
                delivery.Key.Name,
                delivery.Attempts + 1,
                startedAt,
                result.StatusCode,
                result.Error?.ToName(),
                (long)result.Duration.TotalMilliseconds,
                result.Snippet);
            var nextAttemptAt = NextAttempt(delivery, result, now);
            WebhookMetrics.Attempted(_setup!.Endpoint.Door, delivery, result, isLast: nextAttemptAt is null, now);
            Learn(result, startedAt, now);
            // The place is free for the next attempt while this one is written down.
            Advance();
            var set = new WriteSet();
            DeliveryRegister.Record(set, delivery, attempt, nextAttemptAt, now);
            await CommitAsync(set);
            if (nextAttemptAt is { } due)
                ArmBy(due);
        }

        _held.Release(delivery.Key);
        _underWay.Remove(delivery.Key);
        // With nothing held any more, reading once more settles when there is something to do again.
        _mayHaveMore |= _held.Count == 0;
        Advance();
    }

    /// <summary>Makes the attempt; null when it was broken off because this activation ends.</summary>
    private async Task<AttemptResult?> AttemptAsync(DueDelivery delivery, string attemptId, DateTimeOffset startedAt)
    {
        using var span = AttemptSpans.Begin(delivery);
        WebhookRequest request;
        try
        {
            request = requests.Write(_setup!, delivery, attemptId, startedAt, span?.Id ?? delivery.Event.TraceParent);
        }
        catch (Exception e)
        {
            LogUnwritable(e, delivery.Key, Id, _setup?.Endpoint.TenantId);
            return new AttemptResult(null, AttemptError.Message, TimeSpan.Zero);
        }

        try
        {
            return span.End(await sender.SendAsync(request, _stop.Token));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            LogUnexpected(e, delivery.Key, Id, _setup?.Endpoint.TenantId);
            return new AttemptResult(null, AttemptError.Protocol, time.GetUtcNow() - startedAt);
        }
    }

    /// <summary>When the delivery is tried again; null when it has ended: delivered, gone, given up, or never to be written.</summary>
    private DateTimeOffset? NextAttempt(DueDelivery delivery, AttemptResult result, DateTimeOffset now) =>
        result.IsSuccess || result.IsGone || result.Error == AttemptError.Message
            ? null
            : schedule.Next(delivery.Key.ToString(), delivery.Attempts + 1, now, result.RetryAfter);

    private void Learn(AttemptResult result, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var before = _breaker.Phase;
        _breaker = result.Error == AttemptError.Message ? BreakerMachine.Abandon(_breaker) : breakerMachine.Record(_breaker, result.IsSuccess, now);
        _setup = _setup! with { Endpoint = _setup.Endpoint with { LastDeliveryAt = startedAt, LastStatus = result.StatusCode } };
        if (_breaker.Phase != before)
        {
            WebhookMetrics.BreakerBecame(_breaker.Phase);
            LogBreaker(Id, _setup.Endpoint.TenantId, _breaker.Phase, _breaker.Trips);
        }

        if (result.IsGone)
            _breaker = _breaker with { Phase = BreakerPhase.Disabled, OpenUntil = null };
        if (_breaker.Phase == BreakerPhase.Disabled && _setup.Endpoint.IsActive)
            _ = DisableAsync(result.IsGone ? DisabledReasons.Gone : DisabledReasons.RepeatedFailures, now);
        else if (_breaker.OpenUntil is { } until)
            ArmBy(until);
        Touch();
    }

    /// <summary>Switches the endpoint off, with the event that says so. What still waits for it stays undelivered.</summary>
    private async Task DisableAsync(string reason, DateTimeOffset now)
    {
        var endpoint = _setup!.Endpoint with { IsActive = false, DisabledReason = reason };
        _setup = _setup with { Endpoint = endpoint };
        _dueAt = null;
        var set = new WriteSet();
        EndpointRegister.Disable(set, endpoint, _breaker);
        // An endpoint is disabled once in its life, so this is its only event.
        EventLog.Append(
            set,
            new EngineEvent(Guid.CreateVersion7(now).ToString(), endpoint.TenantId, EventTypes.WebhookDisabled, Id, 1, now, WebhookJson.Disabled(endpoint)),
            publish: false);
        await CommitAsync(set);
        LogDisabled(Id, endpoint.TenantId, reason);
        await GrainFactory.GetGrain<IWebhookDispatchGrain>(endpoint.TenantId).EndpointsChanged();
    }

    /// <summary>Commits what has happened already. A store that cannot write holds the delivery here rather than having it sent again and again.</summary>
    private async Task CommitAsync(WriteSet set)
    {
        for (var delay = CommitRetryFirst; ; delay = delay * 2 < CommitRetryMax ? delay * 2 : CommitRetryMax)
        {
            try
            {
                await store.CommitAsync(set);
                return;
            }
            catch (StoreException e)
            {
                LogUncommitted(e, Id, _setup?.Endpoint.TenantId);
                if (_isStopping)
                    return;
            }

            await Task.Delay(delay, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "Delivery {Delivery} to endpoint {EndpointId} of tenant {TenantId} cannot be written and is given up")]
    private partial void LogUnwritable(Exception error, DeliveryKey delivery, string endpointId, string? tenantId);

    [LoggerMessage(LogLevel.Error, "An attempt at delivery {Delivery} to endpoint {EndpointId} of tenant {TenantId} failed in an unforeseen way")]
    private partial void LogUnexpected(Exception error, DeliveryKey delivery, string endpointId, string? tenantId);

    [LoggerMessage(LogLevel.Information, "The breaker of webhook endpoint {EndpointId} of tenant {TenantId} is {Phase} after {Trips} trips")]
    private partial void LogBreaker(string endpointId, string tenantId, BreakerPhase phase, int trips);

    [LoggerMessage(LogLevel.Warning, "Webhook endpoint {EndpointId} of tenant {TenantId} is switched off: {Reason}")]
    private partial void LogDisabled(string endpointId, string tenantId, string reason);

    [LoggerMessage(LogLevel.Warning, "A result of webhook endpoint {EndpointId} of tenant {TenantId} could not be committed")]
    private partial void LogUncommitted(Exception error, string endpointId, string? tenantId);
}
