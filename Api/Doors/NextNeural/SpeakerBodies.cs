using Switchboard.Api.Requests;
using Switchboard.Api.Voices;
using Switchboard.Contacts;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>A voice of the organisation's own.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">What it is called in paths and in <c>voice_config</c>.</param>
/// <param name="Language">BCP 47 tag of what it speaks; null when nobody said.</param>
/// <param name="Description">In your own words.</param>
/// <param name="Status"><c>created</c>, or <c>deployed</c>: agents can speak with it.</param>
/// <param name="Provider">Who makes the voice; null until it is deployed.</param>
/// <param name="ReferenceAudio">The recording that it is made of first.</param>
/// <param name="Dataset">How much there is of it besides.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="DeployedAt">When it was last deployed.</param>
public sealed record SpeakerBody(
    string Uuid,
    string Name,
    string? Language,
    string? Description,
    string Status,
    string? Provider,
    AudioBody? ReferenceAudio,
    DatasetBody Dataset,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? DeployedAt)
{
    internal const string Created = "created";
    internal const string Deployed = "deployed";

    internal static SpeakerBody Of(Speaker speaker, SpeakerAudio? reference, Func<SpeakerAudio, string> link) => new(
        speaker.Id, speaker.Name, speaker.Language, speaker.Description, speaker.IsDeployed ? Deployed : Created, speaker.Provider,
        reference is null ? null : AudioBody.Of(reference, link), new DatasetBody(speaker.SamplesCount, speaker.DeployedSamples, speaker.AudioBytes),
        speaker.CreatedAt, speaker.UpdatedAt, speaker.DeployedAt);
}

/// <summary>A recording.</summary>
/// <param name="Url">Where it can be fetched without a key, by whoever has the link.</param>
/// <param name="Format"><c>wav</c> or <c>mp3</c>, as its bytes say.</param>
/// <param name="DurationSeconds">Its length.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="SizeBytes">The file's length.</param>
public sealed record AudioBody(string Url, string Format, double DurationSeconds, int SampleRate, int Channels, long SizeBytes)
{
    internal static AudioBody Of(SpeakerAudio audio, Func<SpeakerAudio, string> link) => new(
        link(audio), audio.Facts.Format.Name, audio.Facts.DurationMs / 1000.0, audio.Facts.SampleRate, audio.Facts.Channels, audio.SizeBytes);
}

/// <summary>How much there is of a dataset.</summary>
/// <param name="Samples">Samples in it.</param>
/// <param name="DeployedSamples">How many there were when the voice was last deployed.</param>
/// <param name="SizeBytes">What all recordings take, the reference included.</param>
public sealed record DatasetBody(long Samples, long DeployedSamples, long SizeBytes);

/// <summary>The organisation's speakers, by name.</summary>
/// <param name="Speakers">The speakers.</param>
/// <param name="Total">How many.</param>
public sealed record SpeakerListResponse(IReadOnlyList<SpeakerBody> Speakers, int Total);

/// <summary>What is to be different about a speaker; what is left out stays, null clears it.</summary>
/// <param name="Language">BCP 47 tag of what it speaks.</param>
/// <param name="Description">Up to 500 characters.</param>
public sealed record ChangeSpeakerRequest(string? Language, string? Description) : IRequestBody<ChangeSpeakerRequest>
{
    internal const int DescriptionMax = 500;

    internal Given<string> NewLanguage { get; private init; }

    internal Given<string> NewDescription { get; private init; }

    /// <inheritdoc/>
    public static ChangeSpeakerRequest Read(RequestReader fields)
    {
        var read = new ChangeSpeakerRequest(fields.OptionalLanguage("language"), fields.OptionalText("description", DescriptionMax));
        return read with
        {
            NewLanguage = fields.Has("language") ? read.Language : default(Given<string>),
            NewDescription = fields.Has("description") ? read.Description is "" ? null : read.Description : default(Given<string>),
        };
    }
}

/// <summary>A sample of a dataset.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Transcript">What is said in it.</param>
/// <param name="Audio">The recording.</param>
/// <param name="CreatedAt">When it was taken in.</param>
public sealed record DatasetSampleBody(string Uuid, string Transcript, AudioBody Audio, DateTimeOffset CreatedAt)
{
    internal const int TranscriptMax = 1000;

    internal static DatasetSampleBody Of(SpeakerAudio audio, Func<SpeakerAudio, string> link) =>
        new(audio.Id, audio.Transcript!, AudioBody.Of(audio, link), audio.CreatedAt);
}

/// <summary>A page of a dataset, in the order in which it came.</summary>
/// <param name="Speaker">Whose it is.</param>
/// <param name="Samples">The samples.</param>
/// <param name="Total">Samples in all.</param>
/// <param name="DurationSeconds">How long all of them are.</param>
public sealed record DatasetResponse(string Speaker, IReadOnlyList<DatasetSampleBody> Samples, long Total, double DurationSeconds);

/// <summary>A dataset was cleared.</summary>
/// <param name="Speaker">Whose it was.</param>
/// <param name="Deleted">How many samples it had.</param>
public sealed record ClearedDatasetResponse(string Speaker, long Deleted);

/// <summary>A speaker is gone.</summary>
/// <param name="Name">What it was called.</param>
/// <param name="Deleted">True.</param>
public sealed record DeletedSpeakerResponse(string Name, bool Deleted);
