namespace Switchboard.Campaigns;

/// <summary>What a run has done so far: what it has counted, and what its calls under way have come to by now.</summary>
/// <param name="Dialled">Targets with at least one attempt that reached the carrier.</param>
/// <param name="Connected">Targets that a person or a voicemail answered.</param>
/// <param name="Attempts">Calls dialled.</param>
public readonly record struct RunProgress(long Dialled, long Connected, long Attempts);
