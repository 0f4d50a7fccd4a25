using Switchboard.Voices;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The document's examples of speakers.</summary>
internal static class SpeakerExamples
{
    public const string Name = "asha-sales";

    private const string Id = "019aa9c2-8e31-7d22-8c13-7a2f3e4d5c6b";
    private const string Transcript = "Thank you for calling Harbour Books. How may I help you today?";

    private static readonly DateTimeOffset CreatedAt = new(2026, 5, 25, 8, 2, 40, TimeSpan.Zero);

    private static readonly SpeakerAudio Reference = new(
        "019aa9c2-8e31-7d22-8c13-7a2f3e4d5c6c", Id, "", Transcript: null, new AudioFacts(AudioFormat.Wave, 24_350, 48_000, 1), SizeBytes: 2_337_644, CreatedAt);

    private static readonly Speaker Speaker =
        new(Id, "", Name, "en-IN", "Asha from the sales team", Reference.Id, CreatedAt) { AudioBytes = Reference.SizeBytes };

    private static readonly SpeakerAudio Recorded =
        new("019aa9c9-11a2-7e33-9d24-8b3a4f5e6d7c", Id, "", Transcript, new AudioFacts(AudioFormat.Mp3, 6_120, 44_100, 1), SizeBytes: 97_920, CreatedAt.AddMinutes(7));

    public static readonly SpeakerBody Created = SpeakerBody.Of(Speaker, Reference, LinkOf);

    public static readonly SpeakerListResponse List = new([Created], Total: 1);

    public static readonly ChangeSpeakerRequest Change = new("en-IN", "Asha from the sales team, May 2026");

    public static readonly SpeakerBody Changed = Created with { Description = Change.Description };

    public static readonly DatasetSampleBody Sample = DatasetSampleBody.Of(Recorded, LinkOf);

    public static readonly DatasetResponse Dataset = new(Name, [Sample], Total: 1, Sample.Audio.DurationSeconds);

    public static readonly ClearedDatasetResponse Cleared = new(Name, Deleted: 1);

    public static readonly DeletedSpeakerResponse Deleted = new(Name, Deleted: true);

    public static readonly SpeakerBody Deployed = SpeakerBody.Of(
        Speaker with
        {
            SamplesCount = 1,
            DeployedSamples = 1,
            AudioBytes = Reference.SizeBytes + Recorded.SizeBytes,
            Provider = VoiceProviders.Own,
            DeployedAt = CreatedAt.AddMinutes(9),
            UpdatedAt = CreatedAt.AddMinutes(9),
        },
        Reference,
        LinkOf);

    private static string LinkOf(SpeakerAudio audio) =>
        $"https://voice.example.com/voices/speakers/{audio.Id}.{audio.Facts.Format.Name}?sig=3q2-7wAAAAAAAAAAAAAAAA";
}
