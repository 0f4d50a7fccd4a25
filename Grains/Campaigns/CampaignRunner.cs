using Orleans;
using Orleans.Storage;

namespace Switchboard.Campaigns;

/// <summary>Starts, resumes and pauses campaigns: what every door's "run" and "pause" come down to (contract, sections 9 and 11).</summary>
public sealed class CampaignRunner(CampaignRegister campaigns, RunRegister runs, IGrainFactory grains, TimeProvider time)
{
    /// <summary>A campaign that somebody else changes at the same moment is read again so often.</summary>
    private const int AttemptsMax = 4;

    /// <summary>
    /// Makes a campaign live: a paused run goes on under its id; otherwise, or when the audience was replaced since, a new run begins with the
    /// targets never reached.
    /// </summary>
    /// <returns>
    /// <see cref="RunChange.Ok"/> with the run; <see cref="RunChange.NotFound"/>; <see cref="RunChange.Conflict"/> when it is live already (with its run),
    /// retired, not <see cref="Campaign.IsReady"/>, or without a single number in its audience when a new run would begin; or why the wallet does not pay for one call.
    /// </returns>
    public Task<RunChangeResult> RunAsync(string tenantId, string campaignId) => AgainWhenChangedAsync(async () =>
    {
        if (await campaigns.FindAsync(tenantId, campaignId) is not { } campaign)
            return new RunChangeResult(RunChange.NotFound, null);
        var run = await LastRunAsync(campaign);
        if (campaign.Status is CampaignStatus.Live or CampaignStatus.Retired || !campaign.IsReady)
            return new RunChangeResult(RunChange.Conflict, run);
        if (run is { Status: not RunStatus.Completed })
        {
            var resumed = await grains.GetGrain<IRunGrain>(run.Id).Resume(tenantId);
            if (resumed is not { Change: RunChange.Conflict, Run.Status: RunStatus.Completed })
                return resumed;

            // It walked over an audience that has been replaced, and ended when it was asked to go on.
            campaign = (await campaigns.FindAsync(tenantId, campaignId))!;
        }

        // Everybody in it may have been erased since.
        if (await campaigns.AudienceCountAsync(campaign) == 0)
            return new RunChangeResult(RunChange.Conflict, run);
        var id = RunIds.Of(campaign.Id, campaign.Revision, time.GetUtcNow());
        return await grains.GetGrain<IRunGrain>(id).Start(new StartRun(tenantId, campaignId, campaign.Revision));
    });

    /// <summary>Pauses a campaign's run: calls under way finish, those that wait for a line are withdrawn and called after the pause.</summary>
    /// <returns>
    /// <see cref="RunChange.Ok"/> with the run, also when it was paused before; <see cref="RunChange.NotFound"/>; <see cref="RunChange.Conflict"/> when
    /// nothing runs that could be paused.
    /// </returns>
    public Task<RunChangeResult> PauseAsync(string tenantId, string campaignId) => AgainWhenChangedAsync(async () =>
    {
        if (await campaigns.FindAsync(tenantId, campaignId) is not { } campaign)
            return new RunChangeResult(RunChange.NotFound, null);
        return campaign.RunId is { } runId
            ? await grains.GetGrain<IRunGrain>(runId).Pause(tenantId)
            : new RunChangeResult(RunChange.Conflict, null);
    });

    /// <summary>Money has come in: runs of the tenant that wait for it look at once. A hint; they look by themselves every few seconds.</summary>
    public async Task NudgeWaitingForFundsAsync(string tenantId)
    {
        foreach (var runId in await runs.WaitingForFundsAsync(tenantId))
            await grains.GetGrain<IRunGrain>(runId).Nudge();
    }

    private async Task<RunView?> LastRunAsync(Campaign campaign) =>
        campaign.RunId is { } runId ? await runs.FindAsync(campaign.TenantId, runId) : null;

    /// <summary>A run's write fails when its campaign's row was changed since it was read; nothing was written, and it is decided afresh.</summary>
    private static async Task<RunChangeResult> AgainWhenChangedAsync(Func<Task<RunChangeResult>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await change();
            }
            catch (InconsistentStateException) when (attempt < AttemptsMax)
            {
                // Read it again.
            }
        }
    }
}
