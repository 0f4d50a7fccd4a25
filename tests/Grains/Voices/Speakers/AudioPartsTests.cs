using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class AudioPartsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly byte[] _file = new byte[AudioParts.PartBytes * 2 + 1234];
    private TestStore _store = null!;
    private AudioParts _parts = null!;

    public async Task InitializeAsync()
    {
        new Random(7).NextBytes(_file);
        _store = await TestStore.OpenAsync([.. SpeakerTables.All]);
        _parts = new AudioParts(_store.Store, TimeProvider.System);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_read_from_anywhere()
    {
        var audio = await WriteAsync(Now);

        await using var stream = _parts.Open(audio);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(_file, copy.ToArray());
        foreach (var at in new[] { 0, 1, AudioParts.PartBytes - 1, AudioParts.PartBytes, 2 * AudioParts.PartBytes + 1233, _file.Length, _file.Length + 9 })
        {
            var buffer = new byte[2000];
            stream.Seek(at, SeekOrigin.Begin);
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            Assert.Equal(_file.Skip(at).Take(2000), buffer[..read]);
        }
    }

    [Fact]
    public async Task Who_reads_what_is_deleted_meanwhile_is_told()
    {
        var audio = await WriteAsync(Now);
        await using var stream = _parts.Open(audio);

        await _parts.DeleteAsync([audio.Id]);

        await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[10]));
        Assert.Empty(await PartsAsync());
    }

    [Fact]
    public async Task What_no_recording_names_is_deleted_once_no_upload_can_still_be_under_way()
    {
        var forgotten = await WriteAsync(Now - TimeSpan.FromHours(2));
        var underWay = await WriteAsync(Now);
        var named = await WriteAsync(Now - TimeSpan.FromHours(3));
        await _store.Store.CommitAsync(new WriteSet().InsertAudio(named));

        Assert.False(await _parts.DeleteLeftoversAsync());

        Assert.Equal(new[] { named.Id, underWay.Id }.Order(), (await PartsAsync()).Distinct().Order());
        Assert.DoesNotContain(forgotten.Id, await PartsAsync());
    }

    private async Task<SpeakerAudio> WriteAsync(DateTimeOffset at)
    {
        var audio = new SpeakerAudio(
            Guid.CreateVersion7(at).ToString(), "speaker", "tenant", null, new AudioFacts(AudioFormat.Wave, 1000, 16_000, 1), _file.Length, at);
        await _parts.WriteAsync(audio.Id, new MemoryStream(_file), CancellationToken.None);
        return audio;
    }

    private async Task<IReadOnlyList<string>> PartsAsync() =>
        await _store.Store.QueryAsync(new SqlQuery("SELECT audio_id FROM speaker_audio_parts ORDER BY audio_id"), row => row.Text("audio_id"));
}
