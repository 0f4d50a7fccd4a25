namespace Switchboard.Voices;

/// <summary>What became of a change of a speaker.</summary>
public abstract record SpeakerResult
{
    private SpeakerResult()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Speaker">The speaker as it is now, or was last.</param>
    public sealed record Done(Speaker Speaker) : SpeakerResult
    {
        /// <summary>The recording that was added; null when it was something else.</summary>
        public SpeakerAudio? Audio { get; init; }

        /// <summary>How many samples were deleted.</summary>
        public long Deleted { get; init; }
    }

    /// <summary>Nothing was changed.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Detail">What stands in the way: a name, what is wrong with the audio, what the provider said.</param>
    public sealed record Refused(SpeakerRefusal Reason, string? Detail = null) : SpeakerResult;
}

/// <summary>Why a speaker was not changed.</summary>
public enum SpeakerRefusal
{
    /// <summary>The tenant has no such speaker.</summary>
    NotFound,

    /// <summary>The name is another speaker's, or a persona's.</summary>
    NameTaken,

    /// <summary>The tenant has as many speakers as it may.</summary>
    TooMany,

    /// <summary>The dataset has as many samples as it may, or its audio takes as much as it may.</summary>
    DatasetFull,

    /// <summary>The audio is not what it must be; the detail is the end of a sentence that begins with its field.</summary>
    InvalidAudio,

    /// <summary>An agent speaks with it.</summary>
    UsedByAgent,

    /// <summary>The provider does not make the voice now.</summary>
    ProviderUnavailable,
}
