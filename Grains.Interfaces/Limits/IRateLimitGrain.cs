using Orleans;

namespace Switchboard.Limits;

/// <summary>
/// One sliding window; the key names the policy and whom it limits, such as <c>cualify:{tenant}</c>. In memory only: a
/// window is shorter than the life of a node, and losing one errs in the caller's favour.
/// </summary>
[Alias("switchboard.IRateLimitGrain")]
public interface IRateLimitGrain : IGrainWithStringKey
{
    /// <summary>Takes one place in the window if there is one.</summary>
    /// <param name="limit">Places in the window.</param>
    /// <param name="window">The window's length.</param>
    [Alias("Take")]
    Task<RateDecision> Take(int limit, TimeSpan window);

    /// <summary>Frees the place taken last, for what turns out not to count: a log-in that succeeds, for example.</summary>
    [Alias("GiveBack")]
    Task GiveBack();
}

/// <summary>The answer of a window.</summary>
/// <param name="Allowed">Whether a place was taken.</param>
/// <param name="Remaining">Places left.</param>
/// <param name="RetryAfter">When refused: how long until the next place is free.</param>
[GenerateSerializer, Immutable, Alias("switchboard.rate-decision")]
public readonly record struct RateDecision(bool Allowed, int Remaining, TimeSpan RetryAfter);
