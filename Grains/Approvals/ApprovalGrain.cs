using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Approvals;

/// <summary>
/// An approval: loads, asks <see cref="ApprovalMachine"/>, commits once, then tells the call and the tenant's people. Until they have confirmed,
/// the record says that they are to be told, and the deadline sees to it.
/// </summary>
internal sealed partial class ApprovalGrain(
    [PersistentState("approval", StoreNames.Grains)] IPersistentState<ApprovalRecord> record,
    IApprovalNotifier notifier,
    DeadlineArmer deadlines,
    TimeProvider time,
    ILogger<ApprovalGrain> logger) : Grain, IApprovalGrain
{
    private IGrainTimer? _confirmation;

    private string Id => this.GetPrimaryKeyString();

    private ApprovalState? State => record.State.Approval;

    private DateTimeOffset Now => StoreTime.AsStored(time.GetUtcNow());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _confirmation = this.RegisterGrainTimer(
            ConfirmAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _noticeEnd = this.RegisterGrainTimer(
            NoticeEndedAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Open(OpenApproval command)
    {
        if (State is not null)
            return;
        var isAnnounced = await notifier.IsWantedAsync(command.TenantId);
        await CarryOutAsync(ApprovalMachine.Open(Id, command with { ExpiresAt = StoreTime.AsStored(command.ExpiresAt) }, Now, isAnnounced));
    }

    /// <inheritdoc/>
    public async Task<ApprovalDecisionResult?> Decide(DecideApproval command)
    {
        if (State is not { } state || state.View.TenantId != command.TenantId)
            return null;
        var decision = ApprovalMachine.Decide(state, command, Now);
        await CarryOutAsync(decision);
        var won = decision.Next != state && decision.Next.View.Status != ApprovalStatus.Expired;
        return new ApprovalDecisionResult(won, decision.Next.View);
    }

    /// <inheritdoc/>
    public Task Withdraw() =>
        State is { } state ? CarryOutAsync(ApprovalMachine.Withdraw(state, Now)) : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<ErasureResult> Erase(string tenantId, string pseudonym)
    {
        if (State is not { } state || state.View.TenantId != tenantId)
            return ErasureResult.NotFound;
        if (!ApprovalMachine.CanErase(state))
            return ErasureResult.UnderWay;
        await CarryOutAsync(ApprovalMachine.Erase(state, pseudonym));
        return ErasureResult.Erased;
    }

    /// <inheritdoc/>
    public Task<ApprovalView?> Get() => Task.FromResult(State?.View);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OnDeadline()
    {
        if (State is not { } state)
            return null;
        await CarryOutAsync(ApprovalMachine.Deadline(state, Now));
        return ApprovalMachine.NextLook(State!, Now);
    }

    private async Task CarryOutAsync(ApprovalDecision decision)
    {
        if (decision.Next != State)
            await CommitAsync(decision.Next);
        if (decision.TellCall)
            _ = TellCallAsync(decision.Next.View);
        if (decision.Notify)
            BeginNotice(decision.Next);
    }

    private async Task CommitAsync(ApprovalState next)
    {
        var before = State;
        record.State = new ApprovalRecord { Approval = next };
        try
        {
            await record.WriteStateAsync();
        }
        catch
        {
            // What is in the store is unknown now; a fresh activation reads it.
            DeactivateOnIdle();
            throw;
        }

        ApprovalMetrics.Committed(before, next.View);
        deadlines.Arm(ApprovalTables.Approvals.Name, Id, next.DueAt);
    }

    /// <summary>
    /// Tells the call what was decided. Nobody waits for it here: the call may at this moment be waiting for this grain,
    /// and the two would wait for each other.
    /// </summary>
    private async Task TellCallAsync(ApprovalView decided)
    {
        try
        {
            await GrainFactory.GetGrain<ICallGrain>(decided.CallId).ApprovalDecided(decided.Id, decided.Status);

            // The confirmation is a change like any other and gets a turn of its own.
            _confirmation?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        catch (Exception e)
        {
            LogCallNotTold(e, decided.CallId, decided.TenantId, decided.Id);
        }
    }

    private Task ConfirmAsync(CancellationToken cancellationToken) => CarryOutAsync(ApprovalMachine.CallTold(State!));

    [LoggerMessage(LogLevel.Warning, "Call {CallId} of tenant {TenantId} could not be told of the decision on approval {ApprovalId}; it is told again at the deadline")]
    private partial void LogCallNotTold(Exception error, string callId, string tenantId, string approvalId);
}
