using Orleans;

namespace Switchboard.Calls;

/// <summary>The answer to <see cref="ICallGrain.MergeMetadata"/>.</summary>
/// <param name="Call">The call with its new metadata; null when nothing was changed.</param>
/// <param name="IsTooLarge">Whether nothing was changed because more than <see cref="CallLimits.MetadataBytesMax"/> would have come of it; otherwise there is no such call.</param>
[GenerateSerializer, Immutable, Alias("switchboard.merge-metadata-result")]
public sealed record MergeMetadataResult(CallView? Call, bool IsTooLarge);
