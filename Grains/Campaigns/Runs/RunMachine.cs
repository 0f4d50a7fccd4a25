using System.Collections.Immutable;
using Switchboard.Calls;
using Switchboard.Events;

namespace Switchboard.Campaigns;

/// <summary>
/// The life of a run, pure: state, command and time in; decision out. Every target is taken up once by the cursor and is then claimed, deferred, done or
/// skipped; each claim ends once. What comes late or twice is answered by <see cref="RunDecision.None"/>.
/// </summary>
internal static partial class RunMachine
{
    /// <summary>The carrier that test campaigns may touch.</summary>
    public const string Simulator = "simulator";

    /// <summary>While it runs, or a call is under way, it is looked at so often, whatever gets lost.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    /// <summary>While it waits for money, it asks the wallet so often; a payment makes it ask at once.</summary>
    public static readonly TimeSpan AskWalletEvery = TimeSpan.FromSeconds(5);

    /// <summary>Whether the campaign may run on this carrier at all: a test only ever touches the simulator.</summary>
    public static bool MayDial(Campaign campaign, string carrierName) => !campaign.IsTest || carrierName == Simulator;

    /// <summary>Whether a new run of the campaign can begin, as far as the campaign itself says.</summary>
    public static bool MayStart(Campaign campaign, string carrierName) =>
        campaign.Status is CampaignStatus.Draft or CampaignStatus.Paused or CampaignStatus.Completed && campaign.IsReady && MayDial(campaign, carrierName);

    /// <summary>A new run.</summary>
    /// <param name="runId">Its id.</param>
    /// <param name="campaign">The campaign, ready.</param>
    /// <param name="targets">Targets of its audience that were never reached.</param>
    /// <param name="countedTo">The ordinal before which they were counted.</param>
    /// <param name="now">The time.</param>
    public static RunDecision Start(string runId, Campaign campaign, long targets, long countedTo, DateTimeOffset now)
    {
        var view = new RunView(
            runId, campaign.Id, campaign.TenantId, campaign.RunsCount + 1, RunStatus.Running, PauseReason: null, PauseEvidence: null, now, EndedAt: null,
            targets, Dialled: 0, Connected: 0, Skipped: 0, Attempts: 0, InFlight: 0);
        return new(new RunState { View = view, AudienceId = campaign.AudienceId!, CountedTo = countedTo, Hours = CallingHours.Describe(campaign.Window, campaign.Period) })
        {
            Campaign = new CampaignStep(CampaignStatus.Live, EventTypes.CampaignLaunched, null) { BeginsRun = true },
        };
    }

    /// <summary>
    /// Places no further call. A run that has paused by itself stays so on request, for good; anything else that is not running stays as it is.
    /// </summary>
    public static RunDecision Pause(RunState state, PauseReason reason, string? evidence)
    {
        var view = state.View;
        if (view.Status == RunStatus.Paused && reason == PauseReason.Requested && view.PauseReason != PauseReason.Requested)
            return new(state with { View = view with { PauseReason = reason, PauseEvidence = null } });
        if (view.Status != RunStatus.Running) return RunDecision.None(state);
        return new(state with { View = view with { Status = RunStatus.Paused, PauseReason = reason, PauseEvidence = evidence } })
        {
            Campaign = new CampaignStep(CampaignStatus.Paused, EventTypes.CampaignStopped, reason.ToName()),
        };
    }

    /// <summary>Goes on after a pause; the failures that led to it are forgiven, and whom other calling hours have put off is looked at again.</summary>
    /// <param name="state">The run.</param>
    /// <param name="window">The campaign's calling hours as they are now; null for the carrier's.</param>
    /// <param name="period">The days on which the campaign calls, as they are now.</param>
    public static RunDecision Resume(RunState state, CallingWindow? window, CallingPeriod period = default)
    {
        if (state.View.Status != RunStatus.Paused) return RunDecision.None(state);
        var hours = CallingHours.Describe(window, period);
        var view = state.View with { Status = RunStatus.Running, PauseReason = null, PauseEvidence = null };
        return new(state with { View = view, FailuresInARow = [], Hours = hours, ReopensDeferred = state.ReopensDeferred || hours != state.Hours })
        {
            Campaign = new CampaignStep(CampaignStatus.Live, EventTypes.CampaignLaunched, null),
        };
    }

    /// <summary>Every target has ended, or the campaign's last day is over.</summary>
    /// <param name="state">The run, without a call under way.</param>
    /// <param name="now">The time.</param>
    /// <param name="reason">Why, if not everybody was called; null when everybody was.</param>
    public static RunDecision Complete(RunState state, DateTimeOffset now, string? reason = null)
    {
        if (state.View.Status != RunStatus.Running) return RunDecision.None(state);
        if (state.InFlight.Count > 0) throw new InvalidOperationException($"Run {state.View.Id} has {state.InFlight.Count} calls under way and cannot be complete.");
        return Close(state, now) with { Campaign = new CampaignStep(CampaignStatus.Completed, EventTypes.CampaignCompleted, reason) };
    }

    /// <summary>Its audience or its campaign is gone: nobody more is called, and the ends of calls under way are still counted.</summary>
    public static RunDecision Close(RunState state, DateTimeOffset now) => state.View.Status == RunStatus.Completed
        ? RunDecision.None(state)
        : new(state with { View = state.View with { Status = RunStatus.Completed, PauseReason = null, PauseEvidence = null, EndedAt = now } });

    /// <summary>Targets were added to the audience.</summary>
    public static RunDecision Count(RunState state, long targets, long countedTo) => countedTo <= state.CountedTo
        ? RunDecision.None(state)
        : new(state with { View = state.View with { Targets = state.View.Targets + targets }, CountedTo = countedTo });

    /// <summary>The cursor has passed over targets that need nothing.</summary>
    public static RunDecision Advance(RunState state, long cursor) =>
        cursor <= state.Cursor ? RunDecision.None(state) : new(state with { Cursor = cursor });

    /// <summary>When the run is to be looked at again at the latest; null when nothing can happen by itself any more.</summary>
    public static DateTimeOffset? NextLook(RunState state, DateTimeOffset now) => state switch
    {
        { View: { Status: RunStatus.Paused, PauseReason: PauseReason.InsufficientFunds } } => now + AskWalletEvery,
        { View.Status: RunStatus.Running } => now + LookEvery,
        { InFlight.Count: > 0 } => now + LookEvery,
        _ => null,
    };

    /// <summary>What must hold of every state; a breach is a bug, and nothing of it may be written.</summary>
    public static void AssertSound(RunState state)
    {
        var view = state.View;
        var isSound = view.InFlight == state.InFlight.Count
            && view.Dialled <= view.Attempts && view.Connected <= view.Dialled
            && (view.Status == RunStatus.Paused) == view.PauseReason is not null
            && (view.Status == RunStatus.Completed) == view.EndedAt is not null;
        if (!isSound) throw new InvalidOperationException($"Run {view.Id} would be unsound: {view}.");
    }

    private static RunState Draw(RunState state, DateTimeOffset now, out string id)
    {
        var next = state with { IdsDrawn = state.IdsDrawn + 1 };
        id = RunIds.Of(state.View.Id, next.IdsDrawn, now);
        return next;
    }

    private static RunState Decide(
        RunState state, string phone, int attempt, string decision, string reason, string? callId, DateTimeOffset now, out TargetDecision why)
    {
        var next = Draw(state, now, out var id);
        why = new TargetDecision(id, state.View.CampaignId, state.View.Id, phone, attempt, decision, reason, callId, now);
        return next;
    }
}
