using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>The tables of speakers, their recordings and the recordings' bytes.</summary>
public static class SpeakerTables
{
    /// <summary>One row a speaker, changed only on the condition of the revision that was read.</summary>
    public static readonly TableSchema Speakers = new(
        "speakers",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("name"), Column.Text("language").OrNull(), Column.Text("description").OrNull(),
            Column.Text("reference_id"), Column.Int64("samples_count"), Column.Int64("audio_bytes"), Column.Text("provider").OrNull(),
            Column.Timestamp("deployed_at").OrNull(), Column.Int64("deployed_samples"), Column.Int64("revision"), Column.Timestamp("created_at"),
            Column.Timestamp("updated_at"),
        ],
        key: ["id"],
        indexes: [TableIndex.Unique("tenant_id", "name")]);

    /// <summary>One row a recording: the reference, which has no transcript, and the samples of the dataset.</summary>
    public static readonly TableSchema Audio = new(
        "speaker_audio",
        [
            Column.Text("id"), Column.Text("speaker_id"), Column.Text("tenant_id"), Column.Text("transcript").OrNull(), Column.Text("format"),
            Column.Int64("duration_ms"), Column.Int64("sample_rate"), Column.Int64("channels"), Column.Int64("size_bytes"), Column.Timestamp("created_at"),
        ],
        key: ["id"],
        indexes: [TableIndex.On("speaker_id", "id")]);

    /// <summary>The bytes of recordings, in parts. They are written before the recording's row and deleted after it.</summary>
    public static readonly TableSchema Parts = new(
        "speaker_audio_parts",
        [Column.Text("audio_id"), Column.Int64("number"), Column.Blob("bytes")],
        key: ["audio_id", "number"]);

    /// <summary>All of them.</summary>
    public static IEnumerable<TableSchema> All => [Speakers, Audio, Parts];

    internal static WriteSet InsertSpeaker(this WriteSet set, Speaker speaker)
    {
        var row = ToRow(speaker);
        row["tenant_id"] = speaker.TenantId;
        row["name"] = speaker.Name;
        row["reference_id"] = speaker.ReferenceId;
        row["created_at"] = speaker.CreatedAt;
        return set.Insert(Speakers, row);
    }

    /// <summary>Puts a change into a set, on the condition that the speaker is as it was read.</summary>
    internal static WriteSet UpdateSpeaker(this WriteSet set, Speaker read, Speaker changed) =>
        set.Update(Speakers, ToRow(changed with { Revision = read.Revision + 1 }), when: new Row { ["revision"] = read.Revision }, required: true);

    internal static WriteSet DeleteSpeaker(this WriteSet set, Speaker read) =>
        set.Delete(Speakers, new Row { ["id"] = read.Id }, when: new Row { ["revision"] = read.Revision });

    internal static WriteSet InsertAudio(this WriteSet set, SpeakerAudio audio) => set.Insert(Audio, new Row
    {
        ["id"] = audio.Id,
        ["speaker_id"] = audio.SpeakerId,
        ["tenant_id"] = audio.TenantId,
        ["transcript"] = audio.Transcript,
        ["format"] = audio.Facts.Format.Name,
        ["duration_ms"] = audio.Facts.DurationMs,
        ["sample_rate"] = audio.Facts.SampleRate,
        ["channels"] = audio.Facts.Channels,
        ["size_bytes"] = audio.SizeBytes,
        ["created_at"] = audio.CreatedAt,
    });

    internal static WriteSet DeleteAudio(this WriteSet set, string audioId) => set.Delete(Audio, new Row { ["id"] = audioId });

    internal static Speaker Read(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("name"),
        row.TextOrNull("language"),
        row.TextOrNull("description"),
        row.Text("reference_id"),
        row.Timestamp("created_at"))
    {
        Revision = row.Int64("revision"),
        SamplesCount = row.Int64("samples_count"),
        AudioBytes = row.Int64("audio_bytes"),
        Provider = row.TextOrNull("provider"),
        DeployedAt = row.TimestampOrNull("deployed_at"),
        DeployedSamples = row.Int64("deployed_samples"),
        UpdatedAt = row.Timestamp("updated_at"),
    };

    internal static SpeakerAudio ReadAudio(RowReader row) => new(
        row.Text("id"),
        row.Text("speaker_id"),
        row.Text("tenant_id"),
        row.TextOrNull("transcript"),
        new AudioFacts(AudioFormat.Of(row.Text("format")), row.Int64("duration_ms"), (int)row.Int64("sample_rate"), (int)row.Int64("channels")),
        row.Int64("size_bytes"),
        row.Timestamp("created_at"));

    private static Row ToRow(Speaker speaker) => new()
    {
        ["id"] = speaker.Id,
        ["language"] = speaker.Language,
        ["description"] = speaker.Description,
        ["samples_count"] = speaker.SamplesCount,
        ["audio_bytes"] = speaker.AudioBytes,
        ["provider"] = speaker.Provider,
        ["deployed_at"] = speaker.DeployedAt,
        ["deployed_samples"] = speaker.DeployedSamples,
        ["revision"] = speaker.Revision,
        ["updated_at"] = speaker.UpdatedAt,
    };
}
