using Orleans;
using Orleans.Concurrency;
using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Deadlines;

namespace Switchboard.Campaigns;

/// <summary>
/// One run of a campaign; the key is its UUIDv7. It claims targets in batches, places their calls within the pace, the calling hours and the
/// money, and is told of each call's end. A claim is committed, with the id of the call that it leads to, before the call is placed, so that a
/// crash anywhere repeats the same call and no other. The campaign's status changes in the transactions of its run.
/// </summary>
[Alias("switchboard.IRunGrain")]
public interface IRunGrain : IGrainWithStringKey, IDeadlineTarget
{
    /// <summary>
    /// Begins the run and makes its campaign live, in one transaction. Idempotent on the run's id. A campaign that has changed since the caller read
    /// it, or that is live already, answers <see cref="RunChange.Conflict"/>.
    /// </summary>
    [Alias("Start")]
    Task<RunChangeResult> Start(StartRun command);

    /// <summary>
    /// Goes on after a pause, whatever it was for, and makes the campaign live. A run that is running stays so. One whose audience has been replaced since
    /// ends instead, and answers <see cref="RunChange.Conflict"/> with itself, completed: a new run is to begin.
    /// </summary>
    [Alias("Resume")]
    Task<RunChangeResult> Resume(string tenantId);

    /// <summary>
    /// Places no further call; those under way finish, those that wait for a line are withdrawn and called after the pause. The campaign is paused with it. A run that
    /// is paused by itself stays so, now on request; one that is completed answers <see cref="RunChange.Conflict"/>.
    /// </summary>
    [Alias("Pause")]
    Task<RunChangeResult> Pause(string tenantId);

    /// <summary>
    /// A call of this run has ended. Durable when it returns; the call repeats it until it does. Repeats change nothing.
    /// </summary>
    [Alias("CallEnded"), AlwaysInterleave]
    Task CallEnded(CallView call);

    /// <summary>There may be something to do sooner than was planned: new targets, money in the wallet. A hint that may get lost.</summary>
    [Alias("Nudge"), OneWay, AlwaysInterleave]
    Task Nudge();

    /// <summary>
    /// Erases a number from the run's own record: from the evidence of a pause and the failures that may lead to one. Its targets and decisions are rows, and
    /// others' business; a run with a call to the number to be placed or under way answers <see cref="ErasureResult.UnderWay"/>.
    /// </summary>
    /// <param name="tenantId">Whose run it must be.</param>
    /// <param name="phone">The number, E.164.</param>
    /// <param name="pseudonym">What stands in its place from now on.</param>
    [Alias("Erase"), AlwaysInterleave]
    Task<ErasureResult> Erase(string tenantId, string phone, string pseudonym);

    /// <summary>The run as committed; null when there is none.</summary>
    [Alias("Get"), ReadOnly, AlwaysInterleave]
    Task<RunView?> Get();
}

/// <summary>Begins a run.</summary>
/// <param name="TenantId">Whose campaign.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="CampaignRevision">Its revision when the caller found it ready.</param>
[GenerateSerializer, Immutable, Alias("switchboard.start-run")]
public sealed record StartRun(string TenantId, string CampaignId, long CampaignRevision);

/// <summary>What became of a change to a run.</summary>
public enum RunChange
{
    /// <summary>It is as asked.</summary>
    Ok,

    /// <summary>There is no such run of that tenant's.</summary>
    NotFound,

    /// <summary>The run, or its campaign, is in a state that does not allow it.</summary>
    Conflict,

    /// <summary>The wallet does not cover one call (<see cref="Switchboard.Wallets.HoldResult.InsufficientFunds"/>).</summary>
    InsufficientFunds,

    /// <summary>The trial ran out and nothing was ever paid.</summary>
    TrialExpired,

    /// <summary>The tenant is suspended.</summary>
    Suspended,
}

/// <summary>The answer to a change of a run.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Run">The run as it is now; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("switchboard.run-change-result")]
public sealed record RunChangeResult(RunChange Change, RunView? Run);
