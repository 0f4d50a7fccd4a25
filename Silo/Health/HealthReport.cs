namespace Switchboard.Silo.Health;

/// <summary>What <c>GET /healthz</c> answers.</summary>
/// <param name="Status"><see cref="Readiness.Phase"/>; <c>store_unavailable</c> too when the store does not answer in time.</param>
/// <param name="Node">This process's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Dependencies">What it depends on, by name.</param>
public sealed record HealthReport(string Status, string Node, string Version, IReadOnlyDictionary<string, DependencyHealth> Dependencies);

/// <summary>How a dependency stands.</summary>
/// <param name="Status"><c>ok</c>, or what is wrong.</param>
/// <param name="Kind">Which one is configured.</param>
public sealed record DependencyHealth(string Status, string Kind)
{
    /// <summary>The status of one that does not answer, or refuses.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Milliseconds that it took to answer; null when it was not asked.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>The silos that this node sees, by status; null for what is no cluster.</summary>
    public IReadOnlyDictionary<string, int>? Silos { get; init; }

    /// <summary>Whether it works.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOk => Status == Readiness.Ok;
}
