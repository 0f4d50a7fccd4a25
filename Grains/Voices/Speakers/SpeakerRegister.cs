using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>The speakers of all tenants. What may be written is a matter of <see cref="SpeakerStudio"/>.</summary>
public sealed class SpeakerRegister(IStore store)
{
    /// <summary>The tenant's speaker of that name, or null.</summary>
    public ValueTask<Speaker?> FindAsync(string tenantId, string name) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM speakers WHERE tenant_id = @tenant AND name = @name") { ["tenant"] = tenantId, ["name"] = name }, SpeakerTables.Read);

    /// <summary>The tenant's speakers, by name; there are no more than <see cref="SpeakerStudio.SpeakersMax"/> or so.</summary>
    public ValueTask<IReadOnlyList<Speaker>> ListAsync(string tenantId) => store.QueryAsync(
        new SqlQuery("SELECT * FROM speakers WHERE tenant_id = @tenant ORDER BY name") { ["tenant"] = tenantId }, SpeakerTables.Read);

    /// <summary>The references of the tenant's speakers, by their ids.</summary>
    public async Task<IReadOnlyDictionary<string, SpeakerAudio>> ReferencesAsync(string tenantId)
    {
        var references = await store.QueryAsync(
            new SqlQuery("SELECT a.* FROM speaker_audio a JOIN speakers s ON s.reference_id = a.id WHERE s.tenant_id = @tenant") { ["tenant"] = tenantId },
            SpeakerTables.ReadAudio);
        return references.ToDictionary(audio => audio.Id);
    }

    /// <summary>A recording, whoever's it is; null when there is none of that id.</summary>
    public ValueTask<SpeakerAudio?> FindAudioAsync(string audioId) =>
        store.ReadAsync(SpeakerTables.Audio, new Row { ["id"] = audioId }, SpeakerTables.ReadAudio);

    /// <summary>A page of a speaker's dataset, in the order in which it came, and how long all of it is.</summary>
    public async Task<DatasetPage> DatasetAsync(Speaker speaker, int limit, int offset)
    {
        var samples = await store.QueryAsync(
            new SqlQuery("""
                SELECT * FROM speaker_audio WHERE speaker_id = @speaker AND transcript IS NOT NULL ORDER BY id LIMIT @limit OFFSET @offset
                """)
            {
                ["speaker"] = speaker.Id,
                ["limit"] = limit,
                ["offset"] = offset,
            },
            SpeakerTables.ReadAudio);
        var sums = await store.QueryAsync(
            new SqlQuery("SELECT duration_ms FROM speaker_audio WHERE speaker_id = @speaker AND transcript IS NOT NULL") { ["speaker"] = speaker.Id },
            row => row.Int64("duration_ms"));
        return new DatasetPage(samples, sums.Count, sums.Sum());
    }

    /// <summary>The ids of a speaker's recordings.</summary>
    /// <param name="speaker">Who speaks.</param>
    /// <param name="withReference">Whether the reference is among them.</param>
    internal ValueTask<IReadOnlyList<string>> AudioIdsAsync(Speaker speaker, bool withReference) => store.QueryAsync(
        new SqlQuery($"SELECT id FROM speaker_audio WHERE speaker_id = @speaker{(withReference ? "" : " AND transcript IS NOT NULL")}")
        {
            ["speaker"] = speaker.Id,
        },
        row => row.Text("id"));
}

/// <summary>A page of a dataset.</summary>
/// <param name="Samples">The samples on it.</param>
/// <param name="Total">Samples in all.</param>
/// <param name="DurationMs">How long all of them are, in milliseconds.</param>
public sealed record DatasetPage(IReadOnlyList<SpeakerAudio> Samples, long Total, long DurationMs);
