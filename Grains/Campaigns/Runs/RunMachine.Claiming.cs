using System.Collections.Immutable;
using Switchboard.Compliance;

namespace Switchboard.Campaigns;

/// <content>How a target's turn comes.</content>
internal static partial class RunMachine
{
    /// <summary>Whether the target is one of the run's, at the cursor or after having been put off.</summary>
    public static bool IsOpen(RunState state, Target target) =>
        !target.Reached && (target.RunNumber < state.View.Number || target.Status == TargetStatus.Deferred);

    /// <summary>A target's turn has come, and this is what the checks of the instant say of it.</summary>
    /// <param name="state">The run, running.</param>
    /// <param name="target">A target that <see cref="IsOpen"/>.</param>
    /// <param name="verdict">What the checks say.</param>
    /// <param name="now">The time.</param>
    public static RunDecision Take(RunState state, Target target, TargetVerdict verdict, DateTimeOffset now)
    {
        if (state.View.Status != RunStatus.Running || !IsOpen(state, target)) return RunDecision.None(state);
        var attempts = target.RunNumber == state.View.Number ? target.Attempts : 0;
        var taken = state with
        {
            Cursor = Math.Max(state.Cursor, target.Ordinal + 1),
            CountedTo = Math.Max(state.CountedTo, target.Ordinal + 1),
            View = target.Ordinal < state.CountedTo ? state.View : state.View with { Targets = state.View.Targets + 1 },
        };
        return verdict switch
        {
            TargetVerdict.Call call => Claim(taken, target, attempts + 1, call, now),
            TargetVerdict.Skip skip => Skip(taken, target, attempts, skip.Reason, now),
            TargetVerdict.Defer defer => PutOff(taken, target, attempts, defer, now),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict"),
        };
    }

    /// <summary>The hours have changed since the target was put off by them: its turn comes at once, and the new ones decide.</summary>
    /// <param name="state">The run.</param>
    /// <param name="target">A target that was put off because of the hours.</param>
    /// <param name="now">The time.</param>
    public static RunDecision Reopen(RunState state, Target target, DateTimeOffset now) => !state.ReopensDeferred || target.Status != TargetStatus.Deferred
        ? RunDecision.None(state)
        : new(state)
        {
            Target = new(target.Phone, TargetStatus.Deferred, target.Attempts) { Reason = DecisionReasons.OutsideHours, CallId = target.CallId, RetryAt = now },
        };

    /// <summary>Nobody is put off by the old hours any more.</summary>
    public static RunDecision Reopened(RunState state) => state.ReopensDeferred ? new(state with { ReopensDeferred = false }) : RunDecision.None(state);

    private static RunDecision Claim(RunState state, Target target, int attempt, TargetVerdict.Call verdict, DateTimeOffset now)
    {
        var next = Draw(state, now, out var callId);
        var reason = attempt == 1 ? DecisionReasons.FirstAttempt : DecisionReasons.RetryDue;
        next = Decide(next, target.Phone, attempt, DecisionNames.Call, reason, callId, now, out var why);
        var claimed = ClaimedTarget.Of(target, callId, attempt) with
        {
            From = verdict.From,
            Replaced = new(verdict.LastCall, now),
        };
        return new(WithInFlight(next, next.InFlight.Add(callId, claimed)))
        {
            Target = new(target.Phone, TargetStatus.Claimed, attempt) { Reason = reason, CallId = callId },
            Why = why,
            Note = new(target.Phone, verdict.LastCall, new CampaignCall(state.View.CampaignId, now), IsRequired: true),
            Claimed = claimed,
        };
    }

    /// <summary>Not called, or, when it was called before, not called again.</summary>
    private static RunDecision Skip(RunState state, Target target, int attempts, string reason, DateTimeOffset now)
    {
        var next = Decide(state, target.Phone, attempts + 1, DecisionNames.Skip, reason, callId: null, now, out var why);
        return new(attempts > 0 ? next : next with { View = next.View with { Skipped = next.View.Skipped + 1 } })
        {
            Target = new(target.Phone, attempts > 0 ? TargetStatus.Done : TargetStatus.Skipped, attempts) { Reason = reason, CallId = attempts > 0 ? target.CallId : null },
            Why = why,
        };
    }

    private static RunDecision PutOff(RunState state, Target target, int attempts, TargetVerdict.Defer defer, DateTimeOffset now)
    {
        var next = Decide(state, target.Phone, attempts + 1, DecisionNames.Defer, defer.Reason, callId: null, now, out var why);
        return new(next)
        {
            Target = new(target.Phone, TargetStatus.Deferred, attempts) { Reason = defer.Reason, CallId = attempts > 0 ? target.CallId : null, RetryAt = defer.Until },
            Why = why,
        };
    }

    private static RunState WithInFlight(RunState state, ImmutableSortedDictionary<string, ClaimedTarget> inFlight) =>
        state with { InFlight = inFlight, View = state.View with { InFlight = inFlight.Count } };
}
