namespace Switchboard.Api.Limits;

/// <summary>So many requests within a sliding window.</summary>
/// <param name="Name">Names the window; routes that share a name share the window.</param>
/// <param name="Requests">Places in the window.</param>
/// <param name="Window">Its length.</param>
/// <param name="Per">Whom it counts.</param>
public sealed record RateLimit(string Name, int Requests, TimeSpan Window, RateLimitScope Per);

/// <summary>Whom a limit counts.</summary>
public enum RateLimitScope
{
    /// <summary>All of a tenant's callers together.</summary>
    Tenant,

    /// <summary>Each key, and each logged-in user, for itself.</summary>
    Credential,
}
