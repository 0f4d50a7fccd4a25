namespace Switchboard.Compliance;

/// <summary>A number that a tenant must not call.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Phone">The number, E.164; its pseudonym when the person was erased.</param>
/// <param name="Reason">Why, in a few words; null when nobody said.</param>
/// <param name="Source">Where it came from, such as <see cref="DncSources.Call"/>.</param>
/// <param name="AddedAt">When it was added, or last confirmed.</param>
public sealed record DncEntry(string Id, string Phone, string? Reason, string Source, DateTimeOffset AddedAt);

/// <summary>An entry that was taken off the list.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Entry">The entry as it was.</param>
/// <param name="RemovedAt">When it was taken off.</param>
/// <param name="RemovedBy">By whom: a user's or a key's id.</param>
public sealed record DncRemoval(string Id, DncEntry Entry, DateTimeOffset RemovedAt, string RemovedBy);

/// <summary>Where entries of a do-not-call list come from.</summary>
public static class DncSources
{
    /// <summary>The person said so in a call.</summary>
    public const string Call = "call";

    /// <summary>The tenant added it.</summary>
    public const string Manual = "manual";

    /// <summary>It came with a list that the tenant imported.</summary>
    public const string Import = "import";

    /// <summary>The person was erased, and the duty not to call outlived that.</summary>
    public const string Erasure = "erasure";
}

/// <summary>A row of a list that is imported, as it stands there.</summary>
/// <param name="Phone">What should be a number in E.164.</param>
/// <param name="Reason">Why, in a few words; null when it does not say.</param>
public readonly record struct DncImportRow(string? Phone, string? Reason);

/// <summary>What became of the rows of an imported list; the three add up to them.</summary>
/// <param name="Added">Numbers that were not on the list before.</param>
/// <param name="SkippedExisting">Rows whose number was on it already, by an earlier row too.</param>
/// <param name="SkippedInvalid">Rows without an E.164 number.</param>
public sealed record DncImportResult(long Added, long SkippedExisting, long SkippedInvalid);
