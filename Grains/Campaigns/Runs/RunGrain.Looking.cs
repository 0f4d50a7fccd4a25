using System.Collections.Immutable;
using Switchboard.Carriers;
using Switchboard.Wallets;

namespace Switchboard.Campaigns;

/// <content>What a run does by itself: it goes on, pauses, resumes, completes.</content>
internal sealed partial class RunGrain
{
    /// <summary>The campaign's row is read again after so long; a nudge makes it be read at once.</summary>
    private static readonly TimeSpan CampaignAge = RunMachine.LookEvery;

    /// <summary>When the wallet refuses what it had promised a moment ago, others want its money too.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(1);

    private DateTimeOffset _campaignReadAt;
    private bool _looksAfresh = true;
    private bool _isAtEnd;
    private bool _isNextRetryKnown;
    private DateTimeOffset? _nextRetryAt;
    private DateTimeOffset _fundsAskedAgainAt;
    private FailedCall? _obstacle;

    private async Task LookAsync(RunBatch batch)
    {
        switch (batch.State?.View)
        {
            case { Status: RunStatus.Running }:
                await GoOnAsync(batch);
                break;
            case { Status: RunStatus.Paused, PauseReason: PauseReason.InsufficientFunds }:
                await LookForFundsAsync(batch);
                break;
        }
    }

    private async Task GoOnAsync(RunBatch batch)
    {
        if (WhyToBreak(batch.State!) is { } failures)
        {
            await StepAsync(batch, RunMachine.Pause(batch.State!, PauseReason.CircuitBreaker, RunJson.WriteEvidence(failures)));
            return;
        }

        if (_looksAfresh || batch.Now - _campaignReadAt > CampaignAge || _campaign is null || !IsOurs(_campaign, CampaignStatus.Live))
            await LookAfreshAsync(batch);
        if (_campaign is not { } campaign || !IsOurs(campaign, CampaignStatus.Live))
        {
            // Somebody has retired it, or changed it by other means than its run.
            batch.Apply(RunMachine.Close(batch.State!, batch.Now));
            return;
        }

        if (campaign.Period.Last is not null
            && CallingHours.Of(campaign.Window, carrier.Name, campaign.Period)!.IsOver(campaign.AudienceZones, batch.Now))
        {
            if (batch.State!.InFlight.Count == 0) await StepAsync(batch, RunMachine.Complete(batch.State, batch.Now, DecisionReasons.PeriodOver));
            return;
        }

        if (batch.State!.ReopensDeferred)
        {
            await ReopenAsync(batch);
            return;
        }

        if (await IsExhaustedAsync(batch))
        {
            if (batch.State!.InFlight.Count == 0) await StepAsync(batch, RunMachine.Complete(batch.State, batch.Now));
            return;
        }

        await ClaimAsync(batch, campaign);
    }

    private ImmutableArray<FailedCall>? WhyToBreak(RunState state)
    {
        if (_obstacle is { } obstacle)
        {
            _obstacle = null;
            return [obstacle];
        }

        return options.FailuresInARow > 0 && state.FailuresInARow.Length >= options.FailuresInARow ? state.FailuresInARow[^options.FailuresInARow..] : null;
    }

    /// <summary>Changes the campaign with the run, if it is still the run's to change.</summary>
    private async Task StepAsync(RunBatch batch, RunDecision step)
    {
        var state = batch.State!;
        var fresh = await campaigns.FindAsync(state.View.TenantId, state.View.CampaignId);
        var expected = state.View.Status == RunStatus.Running ? CampaignStatus.Live : CampaignStatus.Paused;
        if (fresh is null || fresh.RunId != Id || fresh.Status != expected)
        {
            batch.Apply(RunMachine.Close(state, batch.Now));
            return;
        }

        batch.Read(fresh);
        batch.Apply(step);
    }

    /// <summary>Reads what others may have changed: the campaign, and how long its audience is.</summary>
    private async Task LookAfreshAsync(RunBatch batch)
    {
        var state = batch.State!;
        await ReadCampaignAsync(state);
        var (count, to) = await targets.CountAsync(state.AudienceId, state.CountedTo);
        batch.Apply(RunMachine.Count(state, count, to));
        _looksAfresh = false;
        LookFromTheBeginning();
    }

    private void LookFromTheBeginning()
    {
        _isAtEnd = false;
        _isNextRetryKnown = false;
        _withdrawn.Clear();
    }

    /// <summary>The campaign as last read; read when it was not.</summary>
    private async Task<Campaign?> CampaignAsync()
    {
        if (_campaign is null && State is { } state) await ReadCampaignAsync(state);
        return _campaign;
    }

    private async Task ReadCampaignAsync(RunState state)
    {
        var before = _campaign;
        _campaign = await campaigns.FindAsync(state.View.TenantId, state.View.CampaignId);
        _campaignReadAt = Now;
        if (before is null || _campaign is null || before.Pace != _campaign.Pace || !before.CallerIds.SequenceEqual(_campaign.CallerIds)) _pacer = null;
    }

    /// <summary>Whether nobody is left to be called, now or later, but for those who are being called.</summary>
    private async Task<bool> IsExhaustedAsync(RunBatch batch)
    {
        var state = batch.State!;
        if (!_isNextRetryKnown)
        {
            _nextRetryAt = await targets.NextDueAtAsync(state.AudienceId);
            _isNextRetryKnown = true;
        }

        if (!_isAtEnd || _nextRetryAt is not null || batch.FirstRetryAt is not null) return false;

        // The importer may have added somebody since: the last word is the store's.
        return state.InFlight.Count > 0 || (await targets.NextAsync(state.AudienceId, state.Cursor, 1)).Count == 0;
    }

    private async Task LookForFundsAsync(RunBatch batch)
    {
        var state = batch.State!;
        WakeAt(batch.Now + RunMachine.AskWalletEvery);
        if (await campaigns.FindAsync(state.View.TenantId, state.View.CampaignId) is not { } campaign) return;
        if (campaign.RunId != Id || campaign.Status != CampaignStatus.Paused)
        {
            batch.Apply(RunMachine.Close(state, batch.Now));
        }
        else if (!IsOurs(campaign, CampaignStatus.Paused) || campaign.AudienceId != state.AudienceId)
        {
            // Somebody has changed what it would go on with: it goes on when it is asked to.
            batch.Apply(RunMachine.Pause(state, PauseReason.Requested, evidence: null));
        }
        else if (await WhyNotPaidAsync(campaign) is null)
        {
            batch.Read(campaign);
            batch.Apply(RunMachine.Resume(state, campaign.Window, campaign.Period));
            _isKicked = true;
        }
    }

    /// <summary>How many calls the wallet pays for now; null when it pays for none and the run has paused for it.</summary>
    private async Task<int?> AffordableAsync(RunBatch batch, Campaign campaign)
    {
        var state = batch.State!;
        if (_fundsAskedAgainAt > batch.Now)
        {
            WakeAt(_fundsAskedAgainAt);
            return 0;
        }

        var wallet = Wallet(campaign.TenantId);
        var result = await wallet.Precheck(campaign.MaxDurationSec);
        if (result == HoldResult.InsufficientFunds && state.InFlight.Count > 0)
        {
            // The calls under way give back what they do not need, and their ends make the run look again.
            WakeAt(batch.Now + RunMachine.AskWalletEvery);
            return 0;
        }

        if (result != HoldResult.Ok)
        {
            var evidence = RunJson.WriteEvidence(ReasonOf(result), batch.Now);
            await StepAsync(batch, RunMachine.Pause(state, PauseReason.InsufficientFunds, evidence));
            return null;
        }

        var view = await wallet.Get();
        var price = Pricing.Price(campaign.MaxDurationSec, view.RatePerMinuteMinor);
        return price == 0 ? int.MaxValue : (int)Math.Clamp((view.AvailableMinor / price) - _unplaced.Count, 0, int.MaxValue);
    }

    private static string ReasonOf(HoldResult result) => result switch
    {
        HoldResult.TrialExpired => "no_active_plan",
        HoldResult.Suspended => "suspended",
        HoldResult.RechargeFailed => "recharge_failed",
        _ => DecisionReasons.InsufficientFunds,
    };

    /// <summary>
    /// How many more calls the trunk takes without a long queue at it, where they would hold money, grow stale and stand before the tenant's other calls.
    /// </summary>
    private async Task<int> TrunkRoomAsync()
    {
        var load = await GrainFactory.GetGrain<ITrunkGrain>(carrier.Name).GetLoad();
        var margin = Math.Clamp((int)(carrier.Capacity.CallsPerSecond * carrier.TimeScale * QueueSec), 2, QueuedMax);
        return Math.Max(0, carrier.Capacity.MaxConcurrentCalls - load.Active - load.Waiting - _unplaced.Count + margin);
    }
}
