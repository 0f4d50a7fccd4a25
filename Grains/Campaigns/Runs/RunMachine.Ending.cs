using System.Collections.Immutable;
using Switchboard.Calls;
using Switchboard.Compliance;

namespace Switchboard.Campaigns;

/// <content>How a claim ends, once.</content>
internal static partial class RunMachine
{
    private const string Declined = "declined";
    private const string NotInterested = "not_interested";

    /// <summary>A call of the run has ended. One that is not under way has been counted before.</summary>
    /// <param name="state">The run, whatever it is doing.</param>
    /// <param name="call">The call as it ended.</param>
    /// <param name="retries">When targets are called again.</param>
    /// <param name="clock">The carrier's clock.</param>
    /// <param name="now">The time.</param>
    public static RunDecision Ended(RunState state, CallView call, RetryPolicy retries, CarrierClock clock, DateTimeOffset now)
    {
        if (!state.InFlight.TryGetValue(call.Id, out var claimed)) return RunDecision.None(state);
        var freed = WithInFlight(state, state.InFlight.Remove(call.Id));
        if (call.StartedAt is null) return NeverDialled(freed, claimed, call.EndReason!, now);
        var dialled = freed with { View = Counted(freed.View, claimed, call), FailuresInARow = Failures(freed, claimed, call, now) };
        return RetryDelay(call, claimed.Attempt, retries) is { } seconds
            ? Again(dialled, claimed, call, now + clock.ToReal(seconds), now)
            : Done(dialled, claimed, Outcome(call), now, call.AnsweredAt is not null);
    }

    /// <summary>A claimed call was not accepted: no attempt was made.</summary>
    public static RunDecision Refused(RunState state, string callId, PlaceCallRefusal refusal, DateTimeOffset now)
    {
        if (!state.InFlight.TryGetValue(callId, out var claimed)) return RunDecision.None(state);
        var freed = WithInFlight(state, state.InFlight.Remove(callId));
        return refusal switch
        {
            PlaceCallRefusal.OnDoNotCallList => NotCalled(freed, claimed, DecisionReasons.DoNotCall, now),
            PlaceCallRefusal.OnNationalRegistry => NotCalled(freed, claimed, DecisionReasons.NationalRegistry, now),
            PlaceCallRefusal.IdInUse => PutBack(freed, claimed, DecisionReasons.Withdrawn, now),
            _ => PutBack(freed, claimed, ReasonOf(refusal), now),
        };
    }

    /// <summary>A refusal in the words of decisions and evidence.</summary>
    public static string ReasonOf(PlaceCallRefusal refusal) => refusal switch
    {
        PlaceCallRefusal.InsufficientFunds => DecisionReasons.InsufficientFunds,
        PlaceCallRefusal.NoActivePlan => "no_active_plan",
        PlaceCallRefusal.Suspended => "suspended",
        PlaceCallRefusal.UnknownAgent => "unknown_agent",
        PlaceCallRefusal.FromNumberNotOwned => "from_number_not_owned",
        PlaceCallRefusal.OnDoNotCallList => DecisionReasons.DoNotCall,
        PlaceCallRefusal.OnNationalRegistry => DecisionReasons.NationalRegistry,
        _ => refusal.ToString(),
    };

    /// <summary>Whether the carrier failed at the call, rather than the person at answering it.</summary>
    public static bool IsFailure(CallView call) => call is { Status: CallStatus.Failed, EndReason: EndReasons.CarrierError or EndReasons.CarrierTimeout };

    private static RunDecision NeverDialled(RunState state, ClaimedTarget claimed, string reason, DateTimeOffset now) => reason switch
    {
        EndReasons.Withdrawn => PutBack(state, claimed, reason, now),
        EndReasons.DoNotCallList or EndReasons.NationalRegistry => NotCalled(state, claimed, reason, now),

        // Somebody hung the queued call up by its id: that call, and no other in its place.
        _ when claimed.Attempt == 1 => NotCalled(state, claimed, reason, now),
        _ => Done(state, claimed with { Attempt = claimed.Attempt - 1 }, reason, now, isReached: false),
    };

    private static RunView Counted(RunView view, ClaimedTarget claimed, CallView call) => view with
    {
        Attempts = view.Attempts + 1,
        Dialled = view.Dialled + (claimed.Attempt == 1 ? 1 : 0),
        Connected = view.Connected + (call.AnsweredAt is null ? 0 : 1),
    };

    private static ImmutableArray<FailedCall> Failures(RunState state, ClaimedTarget claimed, CallView call, DateTimeOffset now)
    {
        if (!IsFailure(call)) return [];

        // What fails after the pause says nothing about the carrier that the run will go on with.
        return state.View.Status == RunStatus.Running
            ? state.FailuresInARow.Add(new FailedCall(call.Id, claimed.Phone, call.EndReason!, call.EndedAt ?? now))
            : state.FailuresInARow;
    }

    /// <summary>Seconds of the carrier's until the next attempt; null when there is none.</summary>
    private static int? RetryDelay(CallView call, int attempt, RetryPolicy retries)
    {
        if (attempt >= retries.AttemptsMax) return null;
        return call.Status switch
        {
            CallStatus.Busy => retries.BusySec,
            CallStatus.NoAnswer => retries.NoAnswerSec,
            CallStatus.Failed when IsFailure(call) => retries.CarrierErrorSec,
            _ => null,
        };
    }

    private static string Outcome(CallView call) => call switch
    {
        { Status: not CallStatus.Completed } => call.EndReason!,
        { Intent: Carriers.Intents.DoNotCall } => DecisionReasons.OptOut,
        { Intent: Declined or NotInterested } => DecisionReasons.Declined,
        _ => call.EndReason!,
    };

    private static RunDecision Again(RunState state, ClaimedTarget claimed, CallView call, DateTimeOffset at, DateTimeOffset now)
    {
        var next = Decide(state, claimed.Phone, claimed.Attempt, DecisionNames.Retry, call.EndReason!, call.Id, now, out var why);
        return new(next)
        {
            Target = new(claimed.Phone, TargetStatus.Deferred, claimed.Attempt) { Reason = call.EndReason, CallId = call.Id, RetryAt = at },
            Why = why,
        };
    }

    private static RunDecision Done(RunState state, ClaimedTarget claimed, string reason, DateTimeOffset now, bool isReached)
    {
        var next = Decide(state, claimed.Phone, claimed.Attempt, DecisionNames.Done, reason, claimed.CallId, now, out var why);
        return new(next)
        {
            Target = new(claimed.Phone, TargetStatus.Done, claimed.Attempt) { Reached = isReached, Reason = reason, CallId = claimed.CallId },
            Why = why,
        };
    }

    /// <summary>The target is called at its next turn, as if it had not been claimed.</summary>
    private static RunDecision PutBack(RunState state, ClaimedTarget claimed, string reason, DateTimeOffset now)
    {
        var next = Decide(state, claimed.Phone, claimed.Attempt, DecisionNames.Defer, reason, claimed.CallId, now, out var why);
        return new(next)
        {
            Target = new(claimed.Phone, TargetStatus.Deferred, claimed.Attempt - 1) { Reason = reason, RetryAt = now },
            Why = why,
            Note = TakenBack(state, claimed),
        };
    }

    /// <summary>
    /// The number was not called after all, and binds nobody by it. When a crash has come in between, it is not known what the note said before, and it stays.
    /// </summary>
    private static CampaignCallChange? TakenBack(RunState state, ClaimedTarget claimed)
    {
        if (claimed.Replaced is not { } replaced) return null;
        var noted = new CampaignCall(state.View.CampaignId, replaced.NotedAt);
        return new(claimed.Phone, noted, replaced.Before ?? noted with { CalledAt = DateTimeOffset.UnixEpoch }, IsRequired: false);
    }

    private static RunDecision NotCalled(RunState state, ClaimedTarget claimed, string reason, DateTimeOffset now)
    {
        var before = claimed.Attempt - 1;
        var next = Decide(state, claimed.Phone, claimed.Attempt, DecisionNames.Skip, reason, claimed.CallId, now, out var why);
        return new(before > 0 ? next : next with { View = next.View with { Skipped = next.View.Skipped + 1 } })
        {
            Target = new(claimed.Phone, before > 0 ? TargetStatus.Done : TargetStatus.Skipped, before) { Reason = reason },
            Why = why,
            Note = TakenBack(state, claimed),
        };
    }
}
