using System.Diagnostics;
using Orleans;
using Switchboard.Telemetry;

namespace Switchboard.Wallets;

/// <content>How operations become writes.</content>
internal sealed partial class WalletGrain
{
    /// <summary>Queues an operation; completes when its write is durable, and fails when it may not be.</summary>
    private Task<T> Enqueue<T>(Func<WalletBatch, T> apply, string? callId = null, string? operationId = null)
    {
        _ = State;
        var operation = new Operation<T>(apply, callId, operationId);
        _waiting.Enqueue(operation);
        if (_isWriting) return operation.Answer;
        using (Tracing.Detach()) _ = WriteAllAsync();
        return operation.Answer;
    }

    private async Task WriteAllAsync()
    {
        _isWriting = true;
        var operations = new List<Operation>(OperationsPerWrite);
        try
        {
            while (_waiting.Count > 0)
            {
                while (operations.Count < OperationsPerWrite && _waiting.TryDequeue(out var next)) operations.Add(next);
                await WriteAsync(operations);
                operations.Clear();
            }
        }
        catch (Exception e)
        {
            // What is in the store is unknown now: whoever waits must ask again, and a fresh activation reads it.
            DeactivateOnIdle();
            foreach (var operation in operations.Concat(_waiting)) operation.Fail(e);
            _waiting.Clear();
        }
        finally
        {
            _isWriting = false;
        }
    }

    private async Task WriteAsync(List<Operation> operations)
    {
        var batch = await PrepareAsync(operations);
        foreach (var operation in operations) operation.Apply(batch);
        batch.SetAutocharge(WalletMachine.DecideRecharge(batch.State, NewId(), time.GetUtcNow()));
        if (batch.HasChanges)
        {
            await CommitAsync(batch);
            WalletMetrics.Committed(operations.Count, batch);
            foreach (var operation in operations) operation.Span?.AddEvent(new ActivityEvent("wallet committed"));
        }

        foreach (var operation in operations) operation.Complete();
    }

    /// <summary>Looks up what the memory does not know: whether an operation was done before.</summary>
    private async Task<WalletBatch> PrepareAsync(List<Operation> operations)
    {
        List<string> calls = [.. operations.Select(o => o.CallId).OfType<string>().Where(id => !State.Holds.ContainsKey(id)).Distinct()];
        List<string> bookings = [.. operations.Select(o => o.OperationId).OfType<string>().Distinct()];
        var holds = calls.Count == 0 ? [] : await ledger.FindHoldsAsync(calls);
        var booked = bookings.Count == 0 ? [] : await ledger.FindOperationsAsync(TenantId, bookings);
        return new WalletBatch(State, holds.ToDictionary(hold => hold.CallId), [.. booked]);
    }

    private async Task CommitAsync(WalletBatch batch)
    {
        var dueBefore = _committed?.DueAt;
        record.State = new WalletRecord { Wallet = batch.State, Changes = batch };
        await record.WriteStateAsync();
        record.State.Changes = null;
        _committed = batch.State;
        if (batch.State.DueAt != dueBefore) deadlines.Arm(WalletTables.Wallets.Name, TenantId, batch.State.DueAt);
        if (batch.NewRecharge is not null) _ = AskForRechargeAsync();
    }

    private abstract class Operation(string? callId, string? operationId)
    {
        public string? CallId { get; } = callId;

        public string? OperationId { get; } = operationId;

        /// <summary>The span of whoever waits for it; the write itself belongs to nobody's trace, as it carries many.</summary>
        public Activity? Span { get; } = Tracing.IsOn ? Activity.Current : null;

        public abstract void Apply(WalletBatch batch);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Operation<T>(Func<WalletBatch, T> apply, string? callId, string? operationId) : Operation(callId, operationId)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Answer => _answer.Task;

        public override void Apply(WalletBatch batch) => _result = apply(batch);

        public override void Complete() => _answer.TrySetResult(_result);

        public override void Fail(Exception error) => _answer.TrySetException(error);
    }
}
