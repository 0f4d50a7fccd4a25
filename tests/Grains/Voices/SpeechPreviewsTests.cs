using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Secrets;
using Switchboard.Tests.Grains.Carriers;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class SpeechPreviewsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-previews").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 25, 7, 30, 0, TimeSpan.Zero));
    private readonly CountingSpeech _speech = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_line_is_spoken_once_and_then_kept()
    {
        var previews = New();

        var first = await ReadyAsync(previews, "Hello there");
        var again = await ReadyAsync(previews, "  Hello   there ");
        var other = await ReadyAsync(previews, "Hello there", "kai");
        var afterRestart = await ReadyAsync(New(), "Hello there");

        Assert.Equal(first, again);
        Assert.Equal(first, afterRestart);
        Assert.NotEqual(first.Id, other.Id);
        Assert.Equal(2, _speech.Spoken);
        await using var audio = previews.Open(first.Id)!;
        Assert.Equal(first.DurationMs * 4, audio.Length);
    }

    [Fact]
    public async Task Many_who_ask_at_once_have_it_spoken_once()
    {
        var previews = New();
        _speech.Gate = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 20).Select(_ => previews.SpeakAsync(Personas.Default, "Hello")).ToList();
        _speech.Gate.SetResult();
        var results = await Task.WhenAll(asked);

        Assert.Single(results.Distinct());
        Assert.Equal(1, _speech.Spoken);
    }

    [Fact]
    public async Task An_id_is_neither_guessed_nor_a_path()
    {
        var previews = New();
        var ready = await ReadyAsync(previews, "Hello");

        foreach (var id in new[] { "", "..", $"../previews/{ready.Id}", ready.Id.ToUpperInvariant(), ready.Id + "\n", new string('0', 32) })
            Assert.Null(previews.Open(id));
        Assert.NotEqual(ready.Id, (await ReadyAsync(New(new SecretBox(new byte[32], isConfigured: true)), "Hello")).Id);
    }

    [Fact]
    public async Task What_nobody_asked_for_in_a_day_is_gone()
    {
        var previews = New();
        var kept = await ReadyAsync(previews, "kept");
        var forgotten = await ReadyAsync(previews, "forgotten");

        _time.Advance(TimeSpan.FromHours(20));
        await ReadyAsync(previews, "kept");
        _time.Advance(TimeSpan.FromHours(5));

        Assert.Null(previews.Open(forgotten.Id));
        await using (var audio = previews.Open(kept.Id))
            Assert.NotNull(audio);
        await ReadyAsync(previews, "another");
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task There_is_only_so_much_room_and_the_oldest_goes_first()
    {
        var previews = New(megabytes: 1);
        _speech.Frames = 400_000 / 96;
        var ids = new List<string>();
        foreach (var line in new[] { "one", "two", "three" })
        {
            ids.Add((await ReadyAsync(previews, line)).Id);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(previews.Open(ids[0]));
        Assert.All(ids[1..], id => Assert.True(File.Exists(Path.Combine(_folder, id + ".mp3"))));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task What_cannot_be_spoken_is_not_kept()
    {
        var previews = New();
        _speech.Refusal = new SpeechResult.Failed();
        Assert.IsType<SpeechResult.Failed>(Assert.IsType<PreviewResult.Refused>(await previews.SpeakAsync(Personas.Default, "Hello")).Why);
        Assert.IsType<SpeechResult.Silent>(Assert.IsType<PreviewResult.Refused>(await previews.SpeakAsync(Personas.Default, "...")).Why);
        Assert.Empty(Directory.GetFiles(_folder));

        _speech.Refusal = null;
        await ReadyAsync(previews, "Hello");
    }

    [Fact]
    public async Task A_damaged_file_is_spoken_anew()
    {
        var previews = New();
        var ready = await ReadyAsync(previews, "Hello");
        await File.WriteAllTextAsync(Path.Combine(_folder, ready.Id + ".mp3"), "damaged");

        Assert.Equal(ready, await ReadyAsync(previews, "Hello"));
        Assert.Equal(2, _speech.Spoken);
    }

    private SpeechPreviews New(SecretBox? secrets = null, int megabytes = 64)
    {
        var options = new SpeechOptions { CacheFolder = _folder, CacheMegabytes = megabytes };
        return new SpeechPreviews(
            _speech, new PreviewCache(options, _time, NullLogger<PreviewCache>.Instance), secrets ?? new SecretBox([.. Enumerable.Repeat((byte)7, 32)], isConfigured: true));
    }

    private static async Task<PreviewResult.Ready> ReadyAsync(SpeechPreviews previews, string line, string persona = "amelia") =>
        Assert.IsType<PreviewResult.Ready>(await previews.SpeakAsync(Personas.Find(persona)!, line));

    /// <summary>Makes frames of nothing, and counts.</summary>
    private sealed class CountingSpeech : ISpeech
    {
        private int _spoken;

        public int Spoken => _spoken;

        public int Frames { get; set; } = 50;

        public SpeechResult? Refusal { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public string? Obstacle => null;

        public string Engine => "counting";

        public async Task<SpeechResult> SpeakAsync(Persona persona, SpokenText text)
        {
            if (Gate is { } gate)
                await gate.Task;
            if (Refusal is { } refusal)
                return refusal;
            Interlocked.Increment(ref _spoken);
            var audio = new byte[Frames * 96];
            for (var i = 0; i < Frames; i++)
                new byte[] { 0xFF, 0xF3, 0x44, 0xC4 }.CopyTo(audio, i * 96);
            return new SpeechResult.Spoken(audio);
        }
    }
}
