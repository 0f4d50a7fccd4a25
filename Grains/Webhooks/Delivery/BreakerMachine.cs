
namespace Switchboard.Webhooks;

/// <summary>
/// The circuit breaker of an endpoint: state × event × now → state. It opens when too large a share of a window's attempts failed, lets a few
/// probes through after a pause, closes when all of them succeed and opens for twice as long when one fails; after many trips in a row it
/// disables the endpoint. Pure.
/// </summary>
public sealed class BreakerMachine(WebhookOptions options)
{
    private readonly BreakerOptions _options = options.Breaker;

    /// <summary>Asks to send one attempt.</summary>
    /// <returns>Whether it may go out, and the state with it under way.</returns>
    public (bool Granted, BreakerState State) Acquire(BreakerState state, DateTimeOffset now) => state.Phase switch
    {
        BreakerPhase.Closed => (true, state),
        BreakerPhase.Open when now >= state.OpenUntil => (true, state with { Phase = BreakerPhase.HalfOpen, OpenUntil = null, Successes = 0, Failures = 0, Probing = 1 }),
        BreakerPhase.HalfOpen when state.Probing + state.Successes < _options.Probes => (true, state with { Probing = state.Probing + 1 }),
        _ => (false, state),
    };

    /// <summary>Takes in how an attempt went.</summary>
    public BreakerState Record(BreakerState state, bool success, DateTimeOffset now) => state.Phase switch
    {
        BreakerPhase.Closed => RecordClosed(state, success, now),
        BreakerPhase.HalfOpen when state.Probing > 0 => RecordProbe(state with { Probing = state.Probing - 1 }, success, now),
        // Attempts that were under way when it opened tell nothing new.
        _ => state,
    };

    /// <summary>An attempt ended without saying anything of the receiver, for example because this node stops: its place is free again.</summary>
    public static BreakerState Abandon(BreakerState state) =>
        state.Phase == BreakerPhase.HalfOpen && state.Probing > 0 ? state with { Probing = state.Probing - 1 } : state;

    /// <summary>
    /// The state in which another activation takes over what was stored: it knows nothing of probes that were under way, so it may send its own.
    /// </summary>
    public static BreakerState Restore(BreakerState stored) => stored with { Probing = 0 };

    private BreakerState RecordClosed(BreakerState state, bool success, DateTimeOffset now)
    {
        if (now - state.WindowStart >= TimeSpan.FromSeconds(_options.WindowSeconds))
            state = state with { WindowStart = now, Successes = 0, Failures = 0 };
        if (success)
            return state with { Successes = state.Successes + 1, Trips = 0 };
        state = state with { Failures = state.Failures + 1 };
        int attempts = state.Successes + state.Failures;
        return attempts >= _options.AttemptsMin && state.Failures >= _options.FailureShare * attempts ? Trip(state, now) : state;
    }

    private BreakerState RecordProbe(BreakerState state, bool success, DateTimeOffset now)
    {
        if (!success)
            return Trip(state, now);
        int successes = state.Successes + 1;
        return successes >= _options.Probes
            ? BreakerState.Initial with { WindowStart = now }
            : state with { Successes = successes };
    }

    private BreakerState Trip(BreakerState state, DateTimeOffset now)
    {
        int trips = state.Trips + 1;
        var tripped = state with { Successes = 0, Failures = 0, Probing = 0, Trips = trips };
        if (trips >= _options.TripsMax)
            return tripped with { Phase = BreakerPhase.Disabled, OpenUntil = null };
        // The exponent is bounded so that the product stays finite; the maximum is reached long before.
        double openSeconds = Math.Min(_options.OpenSecondsMax, _options.OpenSeconds * Math.Pow(2, Math.Min(trips - 1, 30)));
        return tripped with { Phase = BreakerPhase.Open, OpenUntil = now + TimeSpan.FromSeconds(openSeconds) };
    }
}
