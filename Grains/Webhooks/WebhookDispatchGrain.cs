using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Telemetry;

namespace Switchboard.Webhooks;

/// <summary>
/// Makes a tenant's deliveries. What arrives while a batch is being committed is the next batch; a batch's deliveries and the marks on its
/// events are one transaction, so a batch that fails has done nothing and the sweep finds its events again.
/// </summary>
[ImplicitStreamSubscription(EventTypes.StreamNamespace)]
internal sealed partial class WebhookDispatchGrain(
    EventLog log,
    EndpointRegister endpoints,
    WebhookFormats formats,
    IStore store,
    WebhookOptions options,
    TimeProvider time,
    ILogger<WebhookDispatchGrain> logger)
    : Grain, IWebhookDispatchGrain, IStreamSubscriptionObserver, IAsyncObserver<EngineEvent>
{
    /// <summary>Events that wait for a batch; more are left to the sweep.</summary>
    private const int IncomingMax = 10_000;

    private const int BatchMax = 256;
    private const int SweepRoundsMax = 40;

    /// <summary>How long another activation may use a list of endpoints that has changed; they are told, this is for those who were not.</summary>
    private static readonly TimeSpan TargetsAge = TimeSpan.FromSeconds(30);

    private readonly Queue<EngineEvent> _incoming = new();
    private bool _isDispatching;
    private IReadOnlyList<DispatchTarget>? _targets;
    private long _targetsLoadedAt;
    private long _targetsChanges;

    private string TenantId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<EngineEvent>().ResumeAsync(this);

    /// <summary>Takes an event off the stream. It only waits for its batch: the stream's delivery is not held up by the store.</summary>
    public Task OnNextAsync(EngineEvent item, StreamSequenceToken? token = null)
    {
        if (_incoming.Count < IncomingMax)
            _incoming.Enqueue(item);
        if (_isDispatching)
            return Task.CompletedTask;
        using (Tracing.Detach())
            _ = DispatchIncomingAsync();
        return Task.CompletedTask;
    }

    /// <summary>What a stream loses is found by the sweep.</summary>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<int> Sweep()
    {
        int found = 0;
        for (int round = 0; round < SweepRoundsMax; round++)
        {
            var before = time.GetUtcNow() - TimeSpan.FromSeconds(options.SweepAfterSeconds);
            var unpublished = await log.UnpublishedAsync(TenantId, before, BatchMax);
            if (unpublished.Count > 0)
            {
                await DispatchAsync(unpublished);
                WebhookMetrics.Dispatched(unpublished.Count, "sweep");
            }

            found += unpublished.Count;
            if (unpublished.Count < BatchMax)
                break;
        }

        return found;
    }

    /// <inheritdoc/>
    public Task EndpointsChanged()
    {
        _targetsChanges++;
        _targets = null;
        return Task.CompletedTask;
    }

    private async Task DispatchIncomingAsync()
    {
        _isDispatching = true;
        try
        {
            while (_incoming.Count > 0)
            {
                var batch = new List<EngineEvent>(Math.Min(_incoming.Count, BatchMax));
                while (batch.Count < BatchMax && _incoming.TryDequeue(out var engineEvent))
                    batch.Add(engineEvent);
                await DispatchAsync(batch);
                WebhookMetrics.Dispatched(batch.Count, "stream");
            }
        }
        catch (Exception e)
        {
            LogFailed(e, TenantId, _incoming.Count);
            _incoming.Clear();
        }
        finally
        {
            _isDispatching = false;
        }
    }

    private async Task DispatchAsync(IReadOnlyList<EngineEvent> batch)
    {
        var targets = await GetTargetsAsync();
        var now = time.GetUtcNow();
        var set = new WriteSet();
        var woken = new HashSet<string>();
        foreach (var engineEvent in batch.DistinctBy(e => e.Id))
        {
            EventLog.MarkPublished(set, engineEvent.Id);
            foreach (var (target, name) in Match(engineEvent, targets))
            {
                DeliveryRegister.Add(set, new DeliveryKey(engineEvent.Id, target.Id, name), now);
                woken.Add(target.Id);
            }
        }

        await store.CommitAsync(set);
        foreach (string endpointId in woken)
            await GrainFactory.GetGrain<IWebhookEndpointGrain>(endpointId).Wake();
    }

    private IEnumerable<(DispatchTarget Target, string Name)> Match(EngineEvent engineEvent, IReadOnlyList<DispatchTarget> targets) =>
        from ofDoor in targets.GroupBy(t => t.Door)
        let names = formats.Of(ofDoor.Key).Translate(engineEvent)
        from target in ofDoor
        from name in names
        where target.Events.Contains(name)
        select (target, name);

    private async Task<IReadOnlyList<DispatchTarget>> GetTargetsAsync()
    {
        while (_targets is null || time.GetElapsedTime(_targetsLoadedAt) > TargetsAge)
        {
            long changes = _targetsChanges;
            var loaded = await endpoints.TargetsAsync(TenantId);
            // A list that was read while it changed may be the old one.
            if (changes != _targetsChanges)
                continue;
            _targets = loaded;
            _targetsLoadedAt = time.GetTimestamp();
        }

        return _targets;
    }

    [LoggerMessage(LogLevel.Warning, "Events of tenant {TenantId} were not dispatched, {Count} more are left to the sweep as well")]
    private partial void LogFailed(Exception error, string tenantId, int count);
}
