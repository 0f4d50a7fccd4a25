using System.Buffers;
using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>
/// Keeps audio in the store, so that every node has it, in parts of one size that are written and read one at a time: a long file is never in memory as a
/// whole and never keeps other writes waiting. Parts that no recording's row names are nobody's, and are deleted.
/// </summary>
public sealed class AudioParts(IStore store, TimeProvider time)
{
    /// <summary>Bytes in each part but the last.</summary>
    internal const int PartBytes = 256 * 1024;

    private const int DeletedAtOnce = 16;
    private const int LeftoversAtOnce = 50;

    // Longer than any upload takes from its first part to its row.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);

    /// <summary>Writes a file from its beginning to its end. It is nobody's until a recording's row names it.</summary>
    public async Task WriteAsync(string audioId, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            content.Position = 0;
            for (var number = 0L; await content.ReadAtLeastAsync(buffer.AsMemory(0, PartBytes), PartBytes, throwOnEndOfStream: false, cancellationToken) is > 0 and var read; number++)
            {
                var part = new Row { ["audio_id"] = audioId, ["number"] = number, ["bytes"] = buffer[..read] };
                if (await store.CommitAsync(new WriteSet().Insert(SpeakerTables.Parts, part), cancellationToken) is not CommitVerdict.Committed)
                    throw new InvalidOperationException($"Part {number} of the audio {audioId} is there already.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The bytes of a recording, from any position.</summary>
    public Stream Open(SpeakerAudio audio) => new AudioPartStream(store, audio.Id, audio.SizeBytes);

    /// <summary>Deletes files whose recordings are deleted. What a crash leaves of them is a leftover.</summary>
    public async Task DeleteAsync(IEnumerable<string> audioIds)
    {
        foreach (var audioId in audioIds)
            await DeleteAsync(audioId);
    }

    /// <summary>Deletes the parts that nobody's recording names: of uploads that were never finished, of deletions that a crash cut short.</summary>
    /// <returns>Whether more of them may be left.</returns>
    public async Task<bool> DeleteLeftoversAsync()
    {
        // Ids are UUIDv7, so they sort by time.
        var before = Guid.CreateVersion7(time.GetUtcNow() - LeftoverAge).ToString();
        var leftovers = await store.QueryAsync(
            new SqlQuery("""
                SELECT DISTINCT audio_id FROM speaker_audio_parts p
                WHERE audio_id < @before AND NOT EXISTS (SELECT 1 FROM speaker_audio a WHERE a.id = p.audio_id) LIMIT @limit
                """)
            {
                ["before"] = before,
                ["limit"] = LeftoversAtOnce,
            },
            row => row.Text("audio_id"));
        await DeleteAsync(leftovers);
        return leftovers.Count == LeftoversAtOnce;
    }

    private async Task DeleteAsync(string audioId)
    {
        // From the end, so that whoever reads a file while it goes finds its beginning missing last.
        while (true)
        {
            var numbers = await store.QueryAsync(
                new SqlQuery("SELECT number FROM speaker_audio_parts WHERE audio_id = @id ORDER BY number DESC LIMIT @limit")
                {
                    ["id"] = audioId,
                    ["limit"] = DeletedAtOnce,
                },
                row => row.Int64("number"));
            if (numbers.Count == 0)
                return;
            var set = new WriteSet();
            foreach (var number in numbers)
                set.Delete(SpeakerTables.Parts, new Row { ["audio_id"] = audioId, ["number"] = number });
            await store.CommitAsync(set);
        }
    }
}
