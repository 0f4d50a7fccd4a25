using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Switchboard.Telemetry;

namespace Switchboard.Campaigns;

/// <content>The loop: rounds of deciding, each with one write.</content>
internal sealed partial class RunGrain
{
    /// <summary>A round takes in at most so many commands and ends, so that one does not wait for thousands of others.</summary>
    private const int OperationsPerRound = 256;

    /// <summary>How long the loop leaves alone what it could not read or write.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Queue<Operation> _waiting = new();
    private bool _isWorking;
    private bool _isKicked;
    private bool _isLost;
    private Task _round = Task.CompletedTask;
    private DateTimeOffset? _wakeAt;
    private DateTimeOffset? _armedAt;

    /// <summary>Queues a change; completes when its write is durable, and fails when it may not be.</summary>
    private Task<T> Enqueue<T>(Func<RunBatch, T> apply, bool needsCampaign = false)
    {
        var operation = new Operation<T>(apply, needsCampaign);
        if (_isLost)
        {
            operation.Fail(new InconsistentStateException($"Run {Id} is being read afresh."));
            return operation.Answer;
        }

        _waiting.Enqueue(operation);
        Kick();
        return operation.Answer;
    }

    /// <summary>There may be something to do.</summary>
    private void Kick()
    {
        _isKicked = true;
        if (_isWorking || _isLost) return;
        using (Tracing.Detach()) _round = WorkAsync();
    }

    /// <summary>What is under way is written and no more begun: another activation, elsewhere, would only race it.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLost = true;
        try
        {
            await _round.WaitAsync(cancellationToken);
        }
        finally
        {
            FailWaiting(new InconsistentStateException($"Run {Id} is being read afresh."));
        }
    }

    private async Task WorkAsync()
    {
        _isWorking = true;
        var operations = new List<Operation>();
        try
        {
            while (!_isLost && (_isKicked || _waiting.Count > 0))
            {
                _isKicked = false;
                while (operations.Count < OperationsPerRound && _waiting.TryDequeue(out var next)) operations.Add(next);
                await WorkOnceAsync(operations);
                operations.Clear();
            }

            SetTimer();
        }
        catch (Exception e)
        {
            // What is in the store is unknown now: whoever waits must ask again, and a fresh activation reads it.
            LogLost(e, Id, State?.View.CampaignId, State?.View.TenantId);
            _isLost = true;
            DeactivateOnIdle();
            deadlines.Arm(RunTables.Runs.Name, Id, Now + LookAgainAfter);
            foreach (var operation in operations) operation.Fail(e);
            FailWaiting(e);
        }
        finally
        {
            _isWorking = false;
        }
    }

    private void FailWaiting(Exception reason)
    {
        while (_waiting.TryDequeue(out var operation)) operation.Fail(reason);
    }

    private async Task WorkOnceAsync(List<Operation> operations)
    {
        if (operations.Exists(operation => operation.NeedsCampaign)) await CampaignAsync();
        var batch = new RunBatch(State, _campaign, Now);
        foreach (var operation in operations) operation.Apply(batch);
        _wakeAt = null;
        if (batch.ChangesStatus) _isKicked = true;
        else await TryLookAsync(batch);

        if (batch.HasChanges) await CommitAsync(batch);
        foreach (var operation in operations) operation.Complete();
        if (State is null) return;
        QueueForPlacing(batch.Claimed);
        WithdrawWaiting();
    }

    /// <summary>What has been decided so far counts, even when something that was to be read next could not be.</summary>
    private async Task TryLookAsync(RunBatch batch)
    {
        try
        {
            await LookAsync(batch);
        }
        catch (Exception e)
        {
            LogCannotLook(e, Id, State?.View.CampaignId, State?.View.TenantId);
            WakeAt(batch.Now + LookAgainAfter);
        }
    }

    private async Task CommitAsync(RunBatch batch)
    {
        batch.SetDue(RunMachine.NextLook(batch.State!, batch.Now));
        record.State = new RunRecord { Run = batch.State, Changes = batch };
        await record.WriteStateAsync();
        RunMetrics.Committed(batch);
        record.State.Changes = null;
        _committed = batch.State;
        if (batch.CampaignRead is not null) _campaign = batch.Campaign;
        if (batch.FirstRetryAt is { } retryAt && !(_nextRetryAt <= retryAt))
        {
            // This round has looked already, and knew nothing of it.
            _nextRetryAt = retryAt;
            WakeAt(retryAt);
        }

        Arm(batch.State!.DueAt);
        if (batch.Events.Count > 0) events.Publish(batch.Events);
        if (batch.ChangesStatusTo(RunStatus.Running)) LookFromTheBeginning();
    }

    /// <summary>Tells the scheduler, but not of a deadline that has only moved to later: it will ask at the earlier time.</summary>
    private void Arm(DateTimeOffset? dueAt)
    {
        if (dueAt is null ? _armedAt is null : _armedAt is { } armed && armed <= dueAt && armed > Now) return;
        deadlines.Arm(RunTables.Runs.Name, Id, dueAt);
        _armedAt = dueAt;
    }

    private void WakeAt(DateTimeOffset at)
    {
        if (!(_wakeAt <= at)) _wakeAt = at;
    }

    private void SetTimer()
    {
        if (_wakeAt is not { } at) return;
        var wait = at - time.GetUtcNow();
        _timer?.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, ShortestWait.Ticks, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Warning, "Run {RunId} of campaign {CampaignId} of tenant {TenantId} could not write, and is read afresh")]
    private partial void LogLost(Exception error, string runId, string? campaignId, string? tenantId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} of campaign {CampaignId} of tenant {TenantId} could not read what it needs to go on, and tries again")]
    private partial void LogCannotLook(Exception error, string runId, string? campaignId, string? tenantId);

    private abstract class Operation(bool needsCampaign)
    {
        /// <summary>Whether it is decided by what the campaign says.</summary>
        public bool NeedsCampaign { get; } = needsCampaign;

        public abstract void Apply(RunBatch batch);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Operation<T>(Func<RunBatch, T> apply, bool needsCampaign) : Operation(needsCampaign)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Answer => _answer.Task;

        public override void Apply(RunBatch batch) => _result = apply(batch);

        public override void Complete() => _answer.TrySetResult(_result);

        public override void Fail(Exception error) => _answer.TrySetException(error);
    }
}
