namespace Switchboard.Api.Limits;

/// <summary>So many requests within a sliding window.</summary>
/// <param name="Name">Names the window; routes that share a name share the window.</param>
/// <param name="Requests">Places in the window.</param>
/// <param name="Window">Its length.</param>
/// <param name="Per">Whom it counts.</param>
public sealed record RateLimit(string Name, int Requests, TimeSpan Window, RateLimitScope Per)
{
    /// <summary>So many requests a minute.</summary>
    public static RateLimit PerMinute(string name, int requests, RateLimitScope per) => new(name, requests, TimeSpan.FromMinutes(1), per);

    /// <summary>As people write it: <c>10/minute</c>.</summary>
    public override string ToString() => Window == TimeSpan.FromMinutes(1) ? $"{Requests}/minute" : $"{Requests} in {Window}";
}

/// <summary>Whom a limit counts.</summary>
public enum RateLimitScope
{
    /// <summary>All of a tenant's callers together.</summary>
    Tenant,

    /// <summary>Each key, and each logged-in user, for itself.</summary>
    Credential,

    /// <summary>Each place that requests come from; the one scope of routes that are open to everybody.</summary>
    Address,
}
