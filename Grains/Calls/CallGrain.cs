using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Agents;
using Switchboard.Approvals;
using Switchboard.Carriers;
using Switchboard.Compliance;
using Switchboard.Deadlines;
using Switchboard.Events;
using Switchboard.Handoffs;
using Switchboard.Numbers;
using Switchboard.Storage;
using Switchboard.Telemetry;
using Switchboard.Wallets;

namespace Switchboard.Calls;

/// <summary>
/// A call: loads, asks <see cref="CallMachine"/>, commits once, then carries out the effects. An effect that fails is
/// found again in the state when the call's deadline comes.
/// </summary>
internal sealed partial class CallGrain(
    [PersistentState("call", StoreNames.Grains)] IPersistentState<CallRecord> record,
    AgentRegister agents,
    SuppressionCheck suppression,
    NumberRegister numbers,
    CallRegister register,
    HandoffRegister handoffs,
    ICarrier carrier,
    EventPublisher events,
    DeadlineArmer deadlines,
    TimeProvider time,
    ILogger<CallGrain> logger) : Grain, ICallGrain
{
    private DateTimeOffset? _armedAt;

    private string Id => this.GetPrimaryKeyString();

    private CallState? State => record.State.Call;

    private CarrierClock Clock => new(carrier.TimeScale);

    /// <inheritdoc/>
    public async Task<PlaceCallResult> Place(PlaceCall command)
    {
        if (State is { } placed)
        {
            return placed.View.TenantId == command.TenantId
                ? PlaceCallResult.Accepted(placed.View)
                : PlaceCallResult.Refused(PlaceCallRefusal.IdInUse);
        }

        if (await agents.FindAsync(command.TenantId, command.AgentId) is not { IsActive: true } agent)
            return Refuse(PlaceCallRefusal.UnknownAgent);
        if (await FindObstacleAsync(command) is { } obstacle) return Refuse(obstacle);

        var hold = await Wallet(command.TenantId).Hold(Id, command.MaxDurationSec);
        if (Refusal(hold.Result) is { } refusal) return Refuse(refusal);

        var view = NewView(command, command.Language ?? agent.Language, time.GetUtcNow());
        var voice = agent.Config.Voice.IsChosen ? agent.Voice : null;
        var decision = CallMachine.Accept(view, hold.RatePerMinuteMinor, command.ApprovalThresholdMinor, command.DialBefore, voice);
        if (Tracing.Context is { } origin) decision = decision with { Next = decision.Next with { TraceParent = origin } };
        await CarryOutAsync(decision, confirmHold: true);
        return PlaceCallResult.Accepted(view);
    }

    /// <inheritdoc/>
    public async Task<PlaceCallRefusal?> Check(PlaceCall command)
    {
        if (State is { } placed) return placed.View.TenantId == command.TenantId ? null : PlaceCallRefusal.IdInUse;
        if (await agents.FindAsync(command.TenantId, command.AgentId) is not { IsActive: true }) return PlaceCallRefusal.UnknownAgent;
        return await FindObstacleAsync(command) ?? Refusal(await Wallet(command.TenantId).Precheck(command.MaxDurationSec));
    }

    /// <inheritdoc/>
    public async Task LineGranted()
    {
        if (State is not { } state) await ReleaseLineAsync();
        else if (await FindLateObstacleAsync(state) is { } reason) await CarryOutAsync(CallMachine.Withdraw(state, reason, time.GetUtcNow()));
        else await CarryOutAsync(CallMachine.BeginDialling(state, Clock, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public Task Withdraw() => State is { } state
        ? CarryOutAsync(CallMachine.Withdraw(state, EndReasons.Withdrawn, time.GetUtcNow()))
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task Report(CarrierEvent carrierEvent)
    {
        if (State is not { } state) return;
        if (carrierEvent.Conversation is { } heard && !state.View.Status.IsEnd()) _conversation = heard;
        var now = time.GetUtcNow();
        await CarryOutAsync(CallMachine.Report(state, carrierEvent, NewApprovalId(now), Clock, now));
    }

    /// <inheritdoc/>
    public async Task<bool> HangUp()
    {
        if (State is not { } state || state.View.Status.IsEnd()) return false;
        await CarryOutAsync(CallMachine.HangUp(state, Clock, time.GetUtcNow()));
        return true;
    }

    /// <inheritdoc/>
    public Task ApprovalDecided(string approvalId, ApprovalStatus decision) => State is { } state
        ? CarryOutAsync(CallMachine.Decide(state, approvalId, decision, Clock, time.GetUtcNow()))
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<MergeMetadataResult> MergeMetadata(string json)
    {
        if (State is not { } state) return new MergeMetadataResult(null, IsTooLarge: false);
        var merged = JsonMerge.Merge(state.View.Metadata, json);
        if (merged is not null && Encoding.UTF8.GetByteCount(merged) > CallLimits.MetadataBytesMax) return new MergeMetadataResult(null, IsTooLarge: true);
        if (state.IsConcluded) Linger();
        await CarryOutAsync(CallMachine.WithMetadata(state, merged));
        return new MergeMetadataResult(State!.View, IsTooLarge: false);
    }

    /// <inheritdoc/>
    public async Task<ErasureResult> Erase(string tenantId, string pseudonym)
    {
        if (State is not { } state || state.View.TenantId != tenantId) return ErasureResult.NotFound;
        if (!CallMachine.CanErase(state)) return ErasureResult.UnderWay;
        await carrier.EraseAsync(state.ToCarrierCall(), CancellationToken.None);
        await CarryOutAsync(CallMachine.Erase(state, pseudonym));
        _conversation = Conversation.Empty;
        return ErasureResult.Erased;
    }

    /// <inheritdoc/>
    public Task<CallView?> Get() => Task.FromResult(State?.View);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OnDeadline()
    {
        if (State is not { } state) return null;
        _armedAt = null;
        var now = time.GetUtcNow();
        if (state.DueAt is { } dueAt && dueAt > now && _isInHand) return _armedAt = dueAt;

        var takeOver = !_isInHand;
        var decision = takeOver ? CallDecision.Only(state, CallMachine.Pending(state).AsSpan()) : CallMachine.Deadline(state, Clock, now);
        await CarryOutAsync(decision);
        _isInHand = true;
        return _armedAt = CallMachine.NextLook(State!, _nextReportBySec, Clock, time.GetUtcNow());
    }

    private async Task<PlaceCallRefusal?> FindObstacleAsync(PlaceCall command)
    {
        if (carrier.RequiresOwnedNumbers && command.From is { } from && !await numbers.OwnsAsync(command.TenantId, from))
            return PlaceCallRefusal.FromNumberNotOwned;
        return await suppression.FindAsync(command.TenantId, command.To) switch
        {
            null => null,
            SuppressionList.DoNotCall => PlaceCallRefusal.OnDoNotCallList,
            _ => PlaceCallRefusal.OnNationalRegistry,
        };
    }

    /// <summary>A campaign's call is checked again at the instant of dialling, however short it waited for its line (contract, section 9).</summary>
    private async Task<string?> FindLateObstacleAsync(CallState state)
    {
        if (state.View is not { RunId: not null, Status: CallStatus.Queued } view) return null;
        return await suppression.FindAsync(view.TenantId, view.To) switch
        {
            null => null,
            SuppressionList.DoNotCall => EndReasons.DoNotCallList,
            _ => EndReasons.NationalRegistry,
        };
    }

    private static PlaceCallResult Refuse(PlaceCallRefusal reason)
    {
        CallMetrics.Refused(reason);
        return PlaceCallResult.Refused(reason);
    }

    private static PlaceCallRefusal? Refusal(HoldResult result) => result switch
    {
        HoldResult.Ok => null,
        HoldResult.TrialExpired => PlaceCallRefusal.NoActivePlan,
        HoldResult.Suspended => PlaceCallRefusal.Suspended,
        HoldResult.Closed => PlaceCallRefusal.IdInUse,
        _ => PlaceCallRefusal.InsufficientFunds,
    };

    private CallView NewView(PlaceCall command, string language, DateTimeOffset now) => new(
        Id, command.TenantId, CallStatus.Queued, command.AgentId, command.To, command.From, language, command.MaxDurationSec,
        command.Metadata, command.ContactId, command.CampaignId, command.Attempt, carrier.Name, carrier.ReserveCallId(Id), now,
        StartedAt: null, AnsweredAt: null, EndedAt: null, DurationSec: 0, ChargedMinor: 0, AnsweredBy: null, EndReason: null,
        Intent: null, Sentiment: null, Outcome: null, Summary: null, HasRecording: false, command.RunId);

    /// <summary>A UUIDv7 of this moment whose random half is the call's: a simulation with the same calls has the same approvals.</summary>
    private Guid NewApprovalId(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        Guid.Parse(Id).TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> moment = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(moment, bigEndian: true, out _);
        moment[..6].CopyTo(id);
        return new Guid(id, bigEndian: true);
    }

    private IWalletGrain Wallet(string tenantId) => GrainFactory.GetGrain<IWalletGrain>(tenantId);
}
