namespace Switchboard.Webhooks;

/// <summary>When an endpoint that fails is left alone; the section <c>Webhooks:Breaker</c>.</summary>
public sealed record BreakerOptions
{
    /// <summary>Seconds over which successes and failures are counted. Longer forgives short outages and notices long ones later.</summary>
    public int WindowSeconds { get; init; } = 60;

    /// <summary>Attempts within the window before their failures mean anything. Fewer lets a quiet endpoint trip by a single bad minute.</summary>
    public int AttemptsMin { get; init; } = 20;

    /// <summary>Share of failures, 0 to 1, at which the breaker opens. Higher keeps knocking at a receiver that is mostly down.</summary>
    public double FailureShare { get; init; } = 0.5;

    /// <summary>Seconds the breaker stays open at first; doubled each time a probe fails.</summary>
    public int OpenSeconds { get; init; } = 15;

    /// <summary>The longest time it stays open, in seconds: how late a receiver that came back may hear from us.</summary>
    public int OpenSecondsMax { get; init; } = 3600;

    /// <summary>Attempts let through to find out whether the receiver is back. All of them must succeed.</summary>
    public int Probes { get; init; } = 3;

    /// <summary>
    /// Trips in a row, without a success between them, after which the endpoint is switched off for good. With the other defaults 36 are
    /// more than a day of failing; fewer gives up sooner on receivers that would have come back.
    /// </summary>
    public int TripsMax { get; init; } = 36;
}
