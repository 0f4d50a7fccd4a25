using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>A voice of a tenant's own: somebody's, of whom there is a recording.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Name">What it is called in requests; unique within its tenant.</param>
/// <param name="Language">BCP 47 tag of what it speaks; null when nobody said.</param>
/// <param name="Description">In its owner's words; null for none.</param>
/// <param name="ReferenceId">The recording that it is made of first.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record Speaker(
    string Id,
    string TenantId,
    string Name,
    string? Language,
    string? Description,
    string ReferenceId,
    DateTimeOffset CreatedAt)
{
    /// <summary>Counts its changes; a change is made on the condition of the revision that was read.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>How many samples its dataset has.</summary>
    public long SamplesCount { get; init; }

    /// <summary>What its recordings take, the reference included, in bytes.</summary>
    public long AudioBytes { get; init; }

    /// <summary>Who makes its voice; null until it is deployed.</summary>
    public string? Provider { get; init; }

    /// <summary>When it was last deployed; null when it never was.</summary>
    public DateTimeOffset? DeployedAt { get; init; }

    /// <summary>How many samples it had when it was last deployed.</summary>
    public long DeployedSamples { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    /// <summary>Whether agents can speak with it.</summary>
    public bool IsDeployed => DeployedAt is not null;

    /// <summary>Puts into somebody's transaction that an agent takes this voice: the set is refused when the speaker is not as it was read.</summary>
    internal void AddTaken(WriteSet set) => set.UpdateSpeaker(this, this);
}

/// <summary>A recording of a speaker.</summary>
/// <param name="Id">UUIDv7; what its audio is kept under.</param>
/// <param name="SpeakerId">Who speaks.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Transcript">What is said; null for the reference.</param>
/// <param name="Facts">What the audio is.</param>
/// <param name="SizeBytes">The file's length.</param>
/// <param name="CreatedAt">When it was taken in.</param>
public sealed record SpeakerAudio(
    string Id,
    string SpeakerId,
    string TenantId,
    string? Transcript,
    AudioFacts Facts,
    long SizeBytes,
    DateTimeOffset CreatedAt);
