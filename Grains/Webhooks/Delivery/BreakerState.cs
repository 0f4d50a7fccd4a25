namespace Switchboard.Webhooks;

/// <summary>Where a breaker stands.</summary>
public enum BreakerPhase
{
    /// <summary>Attempts go out.</summary>
    Closed,

    /// <summary>None goes out before <see cref="BreakerState.OpenUntil"/>.</summary>
    Open,

    /// <summary>A few go out to find out whether the receiver is back.</summary>
    HalfOpen,

    /// <summary>None goes out any more.</summary>
    Disabled,
}

/// <summary>The names of phases in the store.</summary>
public static class BreakerPhaseExtensions
{
    /// <summary>The name in snake case.</summary>
    public static string ToName(this BreakerPhase phase) => phase switch
    {
        BreakerPhase.Closed => "closed",
        BreakerPhase.Open => "open",
        BreakerPhase.HalfOpen => "half_open",
        BreakerPhase.Disabled => "disabled",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "not a breaker's phase"),
    };

    /// <summary>The phase with this name.</summary>
    public static BreakerPhase Parse(string name) => name switch
    {
        "closed" => BreakerPhase.Closed,
        "open" => BreakerPhase.Open,
        "half_open" => BreakerPhase.HalfOpen,
        "disabled" => BreakerPhase.Disabled,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a breaker's phase"),
    };
}

/// <summary>A breaker's memory.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="WindowStart">When the counting of this window began.</param>
/// <param name="Successes">Successes in the window, or of the probes.</param>
/// <param name="Failures">Failures in the window.</param>
/// <param name="Probing">Probes under way.</param>
/// <param name="Trips">Trips since the last success.</param>
/// <param name="OpenUntil">When the first probe may go out; null unless open.</param>
public sealed record BreakerState(
    BreakerPhase Phase,
    DateTimeOffset WindowStart,
    int Successes,
    int Failures,
    int Probing,
    int Trips,
    DateTimeOffset? OpenUntil)
{
    /// <summary>The breaker of an endpoint that nothing was sent to yet.</summary>
    public static readonly BreakerState Initial = new(BreakerPhase.Closed, DateTimeOffset.UnixEpoch, 0, 0, 0, 0, null);
}
