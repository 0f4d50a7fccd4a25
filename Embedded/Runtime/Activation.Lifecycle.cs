using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Switchboard.Embedded.Storage;
using Switchboard.Embedded.Streams;
using Switchboard.Embedded.Timers;

namespace Switchboard.Embedded;

/// <content>How an activation begins and ends.</content>
internal sealed partial class Activation
{
    private readonly List<IStoredRecord> records = [];
    private readonly HashSet<GrainTimer> timers = [];
    private AsyncServiceScope? scope;
    private TaskCompletionSource? ended;
    private DeactivationReason reason;
    private CancellationToken deactivationCancellation;
    private Exception? activationFailure;
    private bool wasValid;
    private bool isActivating;
    private bool isEnding;
    private long keepAliveUntil;

    public object? GrainInstance { get; private set; }

    /// <summary>What the grain has subscribed to; used within the activation only.</summary>
    public StreamConsumer Streams => field ??= new StreamConsumer(this);

    public GrainReference GrainReference => Host.GetReference(grainClass.ReferenceInterface, GrainId);

    public IServiceProvider ActivationServices =>
        scope?.ServiceProvider ?? throw new InvalidOperationException($"Grain {GrainId} has not begun to activate.");

    public Task Deactivated
    {
        get
        {
            lock (gate)
            {
                if (state == ActivationState.Ended)
                    return Task.CompletedTask;
                ended ??= new TaskCompletionSource();
                return ended.Task;
            }
        }
    }

    /// <summary>Reads the record when the activation begins.</summary>
    public void Add(IStoredRecord record) => records.Add(record);

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        GrainTimer timer;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnding, this);
            timer = new GrainTimer(this, callback, options);
            timers.Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Remove(GrainTimer timer)
    {
        lock (gate)
            timers.Remove(timer);
    }

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        var now = Host.Clock.GetTimestamp();
        lock (gate)
        {
            keepAliveUntil = timeSpan == Timeout.InfiniteTimeSpan || timeSpan == TimeSpan.MaxValue ? long.MaxValue
                : timeSpan <= TimeSpan.Zero ? 0
                : now + Host.Ticks(timeSpan);
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (state >= ActivationState.Deactivating)
                return;
            BeginDeactivating(deactivationReason, cancellationToken);
            if (!Signal())
                return;
        }

        Host.Dispatcher.Schedule(this);
    }

    private void BeginDeactivating(DeactivationReason deactivationReason, CancellationToken cancellationToken)
    {
        wasValid = state == ActivationState.Valid;
        state = ActivationState.Deactivating;
        reason = deactivationReason;
        deactivationCancellation = cancellationToken;
    }

    // The gate is held.
    private Func<Task>? TakeLifecycleStep()
    {
        if (state == ActivationState.Created)
        {
            state = ActivationState.Activating;
            isActivating = true;
            return ActivateAsync;
        }

        if (state == ActivationState.Deactivating && running.Count == 0 && !isActivating && !isEnding)
        {
            isEnding = true;
            return EndAsync;
        }

        return null;
    }

    private async Task ActivateAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(Host.Options.ActivationTimeout, Host.Clock);
            scope = Host.Services.CreateAsyncScope();
            GrainInstance = grainClass.Create(this);
            foreach (var record in records)
                await record.ReadAsync(timeout.Token).WaitAsync(timeout.Token);
            if (GrainInstance is IGrainBase grain)
                await grain.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            Host.Log.ActivationFailed(exception, GrainId);
            activationFailure = exception;
        }

        bool schedule;
        lock (gate)
        {
            isActivating = false;
            lastActive = Host.Clock.GetTimestamp();
            if (activationFailure is not null && state == ActivationState.Activating)
                BeginDeactivating(new(DeactivationReasonCode.ActivationFailed, activationFailure, "The grain failed to activate."), default);
            else if (state == ActivationState.Activating)
                state = ActivationState.Valid;
            schedule = Signal();
        }

        if (schedule)
            Host.Dispatcher.Schedule(this);
    }

    private async Task EndAsync()
    {
        DisposeTimers();
        if (wasValid && GrainInstance is IGrainBase grain)
            await CallOnDeactivate(grain);
        await DisposeServices();

        List<(GrainRequest Request, Exception Refusal)> refused = [];
        lock (gate)
        {
            state = ActivationState.Ended;
            List<GrainRequest> movingOn = [];
            foreach (var request in waiting.Where(r => !r.IsLocalOnly))
            {
                if (Host.RefusalToMoveOn(request, activationFailure) is { } refusal)
                    refused.Add((request, refusal));
                else
                    movingOn.Add(request);
            }

            waiting.Clear();
            Host.Retire(this, movingOn);
        }

        // Not within the gate: who waits may go on at once.
        foreach (var (request, refusal) in refused)
            request.Fail(refusal);
        idle?.TrySetResult();
        ended?.TrySetResult();
    }

    private async Task CallOnDeactivate(IGrainBase grain)
    {
        using var timeout = new CancellationTokenSource(Host.Options.DeactivationTimeout, Host.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, deactivationCancellation);
        try
        {
            await grain.OnDeactivateAsync(reason, linked.Token).WaitAsync(linked.Token);
        }
        catch (Exception exception)
        {
            Host.Log.DeactivationFailed(exception, GrainId);
        }
    }

    private async Task DisposeServices()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable)
                disposable.Dispose();
            if (scope is { } services)
                await services.DisposeAsync();
        }
        catch (Exception exception)
        {
            Host.Log.DeactivationFailed(exception, GrainId);
        }
    }

    private void DisposeTimers()
    {
        GrainTimer[] all;
        lock (gate)
        {
            all = [.. timers];
            timers.Clear();
        }

        foreach (var timer in all)
            timer.Dispose();
    }
}
