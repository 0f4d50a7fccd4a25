namespace Switchboard.Compliance;

/// <summary>A number that a tenant must not call.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Reason">Why, in a few words; null when nobody said.</param>
/// <param name="Source">Where it came from, such as <see cref="DncSources.Call"/>.</param>
/// <param name="AddedAt">When it was added, or last confirmed.</param>
public sealed record DncEntry(string Id, string Phone, string? Reason, string Source, DateTimeOffset AddedAt);

/// <summary>Where entries of a do-not-call list come from.</summary>
public static class DncSources
{
    /// <summary>The person said so in a call.</summary>
    public const string Call = "call";

    /// <summary>The tenant added it.</summary>
    public const string Manual = "manual";
}
