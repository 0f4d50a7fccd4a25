using System.Buffers.Binary;
using System.Diagnostics;
using Switchboard.Tests.Grains.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class Mp3ReaderTests
{
    private const int FrameSize = 96;
    private const int FrameMs = 24;

    private static readonly byte[] Good = SoundFiles.Mp3(10);

    public static TheoryData<string> PersonaNames => [.. Personas.Names];

    [Theory]
    [MemberData(nameof(PersonaNames))]
    public void The_shipped_samples_are_what_they_are(string name)
    {
        var sample = VoiceSamples.Of(Personas.Find(name)!);

        var facts = SoundFiles.Read(sample.Audio.ToArray()).Facts!;

        Assert.Equal(new AudioFacts(AudioFormat.Mp3, sample.DurationMs, 24_000, 1) { PaddingMs = 72 }, facts);
    }

    [Fact]
    public void Tags_around_the_frames_are_no_sound()
    {
        var length = SoundFiles.Read(Good).Facts!.DurationMs;
        byte[] id3v1 = [.. "TAG"u8, .. new byte[125]];
        byte[] ape = [.. "APETAGEX"u8, .. new byte[200], .. id3v1];

        foreach (byte[] file in new byte[][]
        {
            [.. SoundFiles.Id3(0), .. Good], [.. SoundFiles.Id3(200_000), .. Good], [.. SoundFiles.Id3(11), .. new byte[5000], .. Good],
            [.. SoundFiles.Id3(10), .. SoundFiles.Id3(20), .. Good], [.. Good, .. id3v1], [.. Good, .. ape], [.. Good, .. new byte[100_000]],
        })
        {
            Assert.Equal(length, SoundFiles.Read(file).Facts?.DurationMs);
        }
    }

    [Fact]
    public void A_file_that_was_cut_or_damaged_is_not_whole()
    {
        var cut = SoundFiles.Read(Good[..^50]);
        var damaged = (byte[])Good.Clone();
        damaged[100 * FrameSize] = 0;

        Assert.StartsWith("must be a whole file, and this one says that it holds ", cut.Fault, StringComparison.Ordinal);
        Assert.Equal($"must be a whole file, and after {100 * FrameMs / 1000.0} seconds of this one come bytes that are no MP3 frame", SoundFiles.Read(damaged).Fault);
        Assert.Contains("ID3", SoundFiles.Read([.. SoundFiles.Id3(100)]).Fault, StringComparison.Ordinal);
        Assert.Contains("ID3", SoundFiles.Read([.. SoundFiles.Id3(100_000)[..50_000]]).Fault, StringComparison.Ordinal);
        Assert.Contains("no MP3 frame", SoundFiles.Read([.. SoundFiles.Id3(100), .. "this is not sound, is it?"u8]).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_frame_may_tell_how_many_follow_and_what_was_added_to_the_sound()
    {
        byte[] whole = [.. TagFrame(frames: Good.Length / FrameSize, before: 576, after: 1000), .. Good];

        var facts = SoundFiles.Read(whole).Facts!;

        Assert.Equal((Good.Length / FrameSize * 576L - 1576) * 1000 / 24_000, facts.DurationMs);
        Assert.Equal(0, facts.PaddingMs);
        Assert.StartsWith("must be a whole file, and this one says", SoundFiles.Read(whole[..^(10 * FrameSize)]).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_of_one_stream_may_differ_in_their_bit_rate_and_in_nothing_else()
    {
        // MPEG-1, layer III, 44.1 kHz, two channels: 128, 32 and 320 kbit/s.
        byte[] variable = [.. Frame(0x90, 417), .. Frame(0x10, 104), .. Frame(0xE0, 1044), .. Frame(0x92, 418)];

        Assert.Equal((4 * 1152 * 1000 / 44_100, 44_100, 2), SoundFiles.Read(variable).Facts is { } facts ? ((int)facts.DurationMs, facts.SampleRate, facts.Channels) : default);
        Assert.NotNull(SoundFiles.Read([.. variable, .. Good]).Fault);

        static byte[] Frame(byte rates, int size) => [0xFF, 0xFB, rates, 0x00, .. new byte[size - 4]];
    }

    [Fact]
    public void Frames_without_a_spectrum_are_silence()
    {
        var silent = new byte[500 * FrameSize];
        for (var at = 0; at < silent.Length; at += FrameSize)
            new byte[] { 0xFF, 0xF3, 0x44, 0xC4 }.CopyTo(silent, at);

        Assert.True(SoundFiles.Read(silent).Facts!.IsSilent);
        Assert.False(SoundFiles.Read(Good).Facts!.IsSilent);
    }

    [SpeechTheory]
    [InlineData(12, 44_100, 2, "-V", "4")]
    [InlineData(12, 48_000, 1, "-b", "64")]
    [InlineData(60, 16_000, 1, "-b", "32")]
    public async Task What_lame_makes_is_as_long_as_what_it_was_made_of(int seconds, int rate, int channels, params string[] options)
    {
        var mp3 = await LameAsync(SoundFiles.Wave(seconds, rate, channels), options);
        var silent = await LameAsync(SoundFiles.Wave(seconds, rate, channels, volume: 0), options);

        // It has no room for its tag in the frames of the lowest rates.
        var facts = SoundFiles.Read(mp3).Facts!;
        Assert.Equal((AudioFormat.Mp3, rate, channels, false), (facts.Format, facts.SampleRate, facts.Channels, facts.IsSilent));
        Assert.InRange(seconds * 1000, facts.DurationMs - facts.PaddingMs, facts.DurationMs);
        Assert.Equal(rate > 16_000, facts.PaddingMs == 0);
        Assert.True(SoundFiles.Read(silent).Facts!.IsSilent);
        Assert.NotNull(SoundFiles.Read(mp3[..(mp3.Length / 2)]).Fault);
        Assert.Null(AudioRules.Reference.Read(new MemoryStream(mp3)).Fault);
    }

    private static byte[] TagFrame(int frames, int before, int after)
    {
        var frame = new byte[FrameSize * 2];
        new byte[] { 0xFF, 0xF3, 0x84, 0xC4 }.CopyTo(frame, 0);
        "Info"u8.CopyTo(frame.AsSpan(13));
        frame[20] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(21), frames);
        "LAME3.100"u8.CopyTo(frame.AsSpan(25));
        (frame[46], frame[47], frame[48]) = ((byte)(before >> 4), (byte)((before & 15) << 4 | after >> 8), (byte)after);
        return frame;
    }

    private static async Task<byte[]> LameAsync(byte[] wave, string[] options)
    {
        var file = Path.GetTempFileName();
        try
        {
            // Into a file: what goes to a pipe has no tag in its first frame.
            await File.WriteAllBytesAsync(file, wave);
            using var lame = Process.Start(new ProcessStartInfo("lame", ["--quiet", .. options, file, file + ".mp3"]))!;
            await lame.WaitForExitAsync();
            return await File.ReadAllBytesAsync(file + ".mp3");
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".mp3");
        }
    }
}
