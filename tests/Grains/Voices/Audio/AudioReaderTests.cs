using Switchboard.Tests.Grains.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class AudioReaderTests
{
    [Fact]
    public void What_is_something_else_is_named()
    {
        Assert.Equal("must not be empty", SoundFiles.Read([]).Fault);
        Assert.EndsWith("this is FLAC", SoundFiles.Read([.. "fLaC"u8, .. new byte[100]]).Fault, StringComparison.Ordinal);
        Assert.EndsWith("this is Ogg", SoundFiles.Read([.. "OggS"u8, .. new byte[100]]).Fault, StringComparison.Ordinal);
        Assert.EndsWith("this is MPEG-4 (m4a)", SoundFiles.Read([0, 0, 0, 32, .. "ftypM4A "u8, .. new byte[100]]).Fault, StringComparison.Ordinal);
        Assert.EndsWith("this is neither", SoundFiles.Read("hello"u8.ToArray()).Fault, StringComparison.Ordinal);
        Assert.EndsWith("this is neither", SoundFiles.Read([0xFF, 0xFB, 0x90, 0x00, .. new byte[2000]]).Fault, StringComparison.Ordinal);
        Assert.EndsWith("this is RIFF other than WAV", SoundFiles.Read([.. "RIFF"u8, 4, 0, 0, 0, .. "AVI LIST"u8]).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(60, true)]
    [InlineData(9.99, false)]
    [InlineData(60.01, false)]
    public void A_reference_is_of_ten_to_sixty_seconds(double seconds, bool isTaken)
    {
        var reading = AudioRules.Reference.Read(new MemoryStream(SoundFiles.Wave(seconds)));

        Assert.Equal(isTaken, reading.Fault is null);
        if (!isTaken)
            Assert.Equal(FormattableString.Invariant($"must be 10 to 60 seconds long, and this is {seconds} seconds"), reading.Fault);
    }

    [Fact]
    public void The_rules_name_what_was_found_and_what_is_wanted()
    {
        Assert.Equal("must have at least 16000 samples a second, and this has 8000", FaultOf(SoundFiles.Wave(12, rate: 8000)));
        Assert.Equal("must have at most 192000 samples a second, and this has 200000", FaultOf(SoundFiles.Wave(12, rate: 200_000)));
        Assert.Equal("must be mono or stereo, and this has 3 channels", FaultOf(SoundFiles.Wave(12, channels: 3)));
        Assert.Equal("must be a recording of somebody who speaks, and this is silent", FaultOf(SoundFiles.Wave(12, volume: 0)));
        Assert.Null(FaultOf(SoundFiles.Wave(30)));

        static string? FaultOf(byte[] file) => AudioRules.Sample.Read(new MemoryStream(file)).Fault;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_bytes_get_an_answer(int seed)
    {
        var random = new Random(seed);
        byte[][] whole =
        [
            SoundFiles.Wave(0.3), SoundFiles.Wave(0.2, 48_000, 2, 64, SoundFiles.Float), SoundFiles.Wave(0.2, 44_100, 2, 16, SoundFiles.Extensible),
            SoundFiles.Mp3(1), [.. SoundFiles.Id3(300), .. SoundFiles.Mp3(1)],
        ];
        for (var round = 0; round < 1500; round++)
        {
            var file = (byte[])whole[round % whole.Length].Clone();
            for (var change = random.Next(1, 8); change > 0; change--)
                file[random.Next(random.Next(2) == 0 ? 64 : file.Length)] = (byte)random.Next(256);
            Check(file[..random.Next(file.Length + 1)]);
            Check(file);
        }

        for (var round = 0; round < 500; round++)
        {
            var noise = new byte[random.Next(3000)];
            random.NextBytes(noise);
            Check(noise);
            Check([.. "ID3"u8, .. noise]);
            Check([.. "RIFF____WAVE"u8, .. noise]);
            Check([.. "RIFF____WAVEfmt \u0010\0\0\0\u0001\0\u0001\0"u8, .. noise]);
            Check([0xFF, 0xFB, .. noise]);
        }

        static void Check(byte[] file)
        {
            var reading = AudioRules.Sample.Read(new MemoryStream(file));
            Assert.True(reading.Facts is null != reading.Fault is null);
            if (SoundFiles.Read(file).Facts is { } facts)
                Assert.True(facts is { DurationMs: >= 0, SampleRate: > 0, Channels: > 0 }, $"{facts}");
        }
    }
}
