using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Compliance;
using Switchboard.Deadlines;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Campaigns;

/// <summary>
/// A run: one loop decides everything, on what <see cref="RunMachine"/> says, and commits once a round. Commands and ends of calls queue up while a round is
/// under way and are decided by the next one together, so a run with a thousand calls at once costs a few writes a second.
/// </summary>
internal sealed partial class RunGrain(
    [PersistentState("run", StoreNames.Grains)] IPersistentState<RunRecord> record,
    CampaignRegister campaigns,
    RunRegister runs,
    RunTargets targets,
    RunOptions options,
    DncRegister dnc,
    NationalRegistry registry,
    CooldownRegister cooldown,
    ICarrier carrier,
    EventPublisher events,
    DeadlineArmer deadlines,
    TimeProvider time,
    ILogger<RunGrain> logger) : Grain, IRunGrain
{
    private RunState? _committed;
    private Campaign? _campaign;
    private IGrainTimer? _timer;

    private string Id => this.GetPrimaryKeyString();

    /// <summary>The run as last committed; null when there is none.</summary>
    private RunState? State => _committed;

    private DateTimeOffset Now => StoreTime.AsStored(time.GetUtcNow());

    private CarrierClock Clock => new(carrier.TimeScale);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            OnTimerAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        if (!record.RecordExists) return;
        var run = record.State.Run!;
        var claimed = (await targets.ClaimedAsync(run.AudienceId, run.View.Number)).ToImmutableSortedDictionary(
            target => target.CallId!,
            target => ClaimedTarget.Of(target, target.CallId!, target.Attempts),
            StringComparer.Ordinal);
        _committed = run with { InFlight = claimed, View = run.View with { InFlight = claimed.Count } };

        // Whether they were placed is not known. Placing is idempotent on the call's id, so each is placed (again).
        QueueForPlacing(claimed.Values);
    }

    /// <inheritdoc/>
    public async Task<RunChangeResult> Start(StartRun command)
    {
        if (State is { } known)
            return known.View.TenantId == command.TenantId && known.View.CampaignId == command.CampaignId ? Answer(RunChange.Ok) : Answer(RunChange.Conflict);
        if (await campaigns.FindAsync(command.TenantId, command.CampaignId) is not { } campaign) return new(RunChange.NotFound, null);
        if (campaign.Revision != command.CampaignRevision || !RunMachine.MayStart(campaign, carrier.Name) || await HasOpenRunAsync(campaign))
            return new(RunChange.Conflict, null);
        if (await WhyNotPaidAsync(campaign) is { } refusal) return new(refusal, null);

        var (count, countedTo) = await targets.CountAsync(campaign.AudienceId!, 0);
        return await Enqueue(batch =>
        {
            batch.Read(campaign);
            if (batch.State is null) batch.Apply(RunMachine.Start(Id, campaign, count, countedTo, batch.Now));
            return new RunChangeResult(RunChange.Ok, batch.State!.View);
        });
    }

    /// <inheritdoc/>
    public async Task<RunChangeResult> Resume(string tenantId)
    {
        if (State is not { } state || state.View.TenantId != tenantId) return new(RunChange.NotFound, null);
        if (state.View.Status == RunStatus.Running) return Answer(RunChange.Ok);
        if (state.View.Status == RunStatus.Completed || await campaigns.FindAsync(tenantId, state.View.CampaignId) is not { } campaign)
            return Answer(RunChange.Conflict);
        if (!IsOurs(campaign, CampaignStatus.Paused)) return Answer(RunChange.Conflict);
        if (campaign.AudienceId != state.AudienceId)
            return await Enqueue(batch => Change(batch, RunMachine.Close(batch.State!, batch.Now), RunStatus.Running));
        if (await WhyNotPaidAsync(campaign) is { } refusal) return Answer(refusal);
        return await Enqueue(batch =>
        {
            batch.Read(campaign);
            return Change(batch, RunMachine.Resume(batch.State!, campaign.Window, campaign.Period), RunStatus.Running);
        });
    }

    /// <inheritdoc/>
    public async Task<RunChangeResult> Pause(string tenantId)
    {
        if (State is not { } state || state.View.TenantId != tenantId) return new(RunChange.NotFound, null);
        var campaign = await campaigns.FindAsync(tenantId, state.View.CampaignId);
        return await Enqueue(batch =>
        {
            batch.Read(campaign);
            return Change(batch, RunMachine.Pause(batch.State!, PauseReason.Requested, evidence: null), RunStatus.Paused);
        });
    }

    /// <inheritdoc/>
    public Task CallEnded(CallView call) => State is null
        ? Task.CompletedTask
        : Enqueue(batch =>
        {
            batch.Apply(RunMachine.Ended(batch.State!, call, _campaign?.Retries ?? RetryPolicy.Default, Clock, batch.Now));
            return true;
        }, needsCampaign: true);

    /// <inheritdoc/>
    public Task Nudge()
    {
        _looksAfresh = true;
        Kick();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ErasureResult> Erase(string tenantId, string phone, string pseudonym)
    {
        if (State is not { } state || state.View.TenantId != tenantId) return ErasureResult.NotFound;
        return await Enqueue(batch =>
        {
            if (RunMachine.IsUnderWay(batch.State!, phone)) return ErasureResult.UnderWay;
            batch.Apply(RunMachine.Erase(batch.State!, phone, pseudonym));
            return ErasureResult.Erased;
        });
    }

    /// <inheritdoc/>
    public Task<RunView?> Get() => Task.FromResult(State?.View);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> OnDeadline()
    {
        if (State is not { } state) return Task.FromResult<DateTimeOffset?>(null);
        Kick();
        return Task.FromResult(RunMachine.NextLook(state, Now));
    }

    private Task OnTimerAsync(CancellationToken cancellationToken)
    {
        Kick();
        return Task.CompletedTask;
    }

    private RunChangeResult Answer(RunChange change) => new(change, State?.View);

    private static RunChangeResult Change(RunBatch batch, RunDecision decision, RunStatus wanted)
    {
        batch.Apply(decision);
        var view = batch.State!.View;
        return new(view.Status == wanted ? RunChange.Ok : RunChange.Conflict, view);
    }

    private bool IsOurs(Campaign campaign, CampaignStatus status) =>
        campaign.RunId == Id && campaign.Status == status && campaign.IsReady && RunMachine.MayDial(campaign, carrier.Name);

    private async Task<bool> HasOpenRunAsync(Campaign campaign) =>
        campaign.RunId is { } last && await runs.FindAsync(campaign.TenantId, last) is { Status: not RunStatus.Completed };

    private async Task<RunChange?> WhyNotPaidAsync(Campaign campaign) => await Wallet(campaign.TenantId).Precheck(campaign.MaxDurationSec) switch
    {
        HoldResult.Ok => null,
        HoldResult.TrialExpired => RunChange.TrialExpired,
        HoldResult.Suspended => RunChange.Suspended,
        _ => RunChange.InsufficientFunds,
    };

    private IWalletGrain Wallet(string tenantId) => GrainFactory.GetGrain<IWalletGrain>(tenantId);
}
