using System.Buffers.Binary;
using Switchboard.Tests.Grains.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class WaveReaderTests
{
    private static readonly byte[] Good = SoundFiles.Wave(2);

    [Theory]
    [InlineData(16_000, 1, 8, SoundFiles.Pcm)]
    [InlineData(16_000, 1, 16, SoundFiles.Pcm)]
    [InlineData(48_000, 2, 24, SoundFiles.Pcm)]
    [InlineData(44_100, 2, 32, SoundFiles.Pcm)]
    [InlineData(22_050, 1, 32, SoundFiles.Float)]
    [InlineData(96_000, 2, 64, SoundFiles.Float)]
    [InlineData(48_000, 2, 16, SoundFiles.Extensible)]
    [InlineData(8_000, 6, 16, SoundFiles.Pcm)]
    public void The_facts_are_those_of_the_samples(int rate, int channels, int bits, int tag)
    {
        var reading = SoundFiles.Read(SoundFiles.Wave(1.2, rate, channels, bits, (ushort)tag));

        Assert.Null(reading.Fault);
        Assert.Equal(new AudioFacts(AudioFormat.Wave, 1200, rate, channels), reading.Facts);
    }

    [Fact]
    public void Chunks_that_are_not_known_are_passed_over_and_those_of_an_odd_length_are_filled_up()
    {
        var data = Good[SoundFiles.FirstDataByte(Good)..];
        var file = SoundFiles.Riff(
            SoundFiles.Chunk("LIST", [1, 2, 3]), SoundFiles.Chunk("fmt ", SoundFiles.Format(SoundFiles.Pcm, 1, 16_000, 16)), SoundFiles.Chunk("fact", new byte[4]),
            SoundFiles.Chunk("data", data), SoundFiles.Chunk("id3 ", new byte[70_001]));

        Assert.Equal(2000, SoundFiles.Read(file).Facts!.DurationMs);
    }

    [Theory]
    [InlineData(0xFFFFFFFF)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(0x7FFFF000)]
    public void What_was_written_to_a_pipe_goes_to_the_end_of_the_file(uint size)
    {
        var file = (byte[])Good.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(SoundFiles.FirstDataByte(file) - 4), size);

        Assert.Equal(2000, SoundFiles.Read(file).Facts!.DurationMs);
    }

    [Fact]
    public void A_file_with_long_sizes_has_them_in_a_chunk_of_their_own()
    {
        var data = Good[SoundFiles.FirstDataByte(Good)..];
        var sizes = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(sizes.AsSpan(8), data.Length);
        var format = SoundFiles.Chunk("fmt ", SoundFiles.Format(SoundFiles.Pcm, 1, 16_000, 16));
        byte[] file = SoundFiles.Riff(SoundFiles.Chunk("ds64", sizes), format, SoundFiles.Chunk("data", data, size: 0xFFFFFFFF), new byte[64]);
        "RF64"u8.CopyTo(file);

        Assert.Equal(2000, SoundFiles.Read(file).Facts!.DurationMs);
        Assert.StartsWith("must be a whole file", SoundFiles.Read(file[..^1000]).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_says_how_much_is_there()
    {
        Assert.Equal("must be a whole file, and this one says that it holds 2 seconds, of which 1.5 are there", SoundFiles.Read(Good[..^16_000]).Fault);
        Assert.NotNull(SoundFiles.Read(Good[..^1]).Fault);
        for (var length = 13; length <= SoundFiles.FirstDataByte(Good); length++)
            Assert.StartsWith("must be a ", SoundFiles.Read(Good[..length]).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_other_kinds_are_named()
    {
        Assert.Contains("A-law", FaultOf(SoundFiles.Format(6, 1, 16_000, 8)), StringComparison.Ordinal);
        Assert.Contains("µ-law", FaultOf(SoundFiles.Format(7, 1, 16_000, 8)), StringComparison.Ordinal);
        Assert.Contains("ADPCM", FaultOf(SoundFiles.Format(0x11, 1, 16_000, 4)), StringComparison.Ordinal);
        Assert.Contains("12 bits", FaultOf(SoundFiles.Format(SoundFiles.Pcm, 1, 16_000, 12)), StringComparison.Ordinal);
        Assert.Contains("16 bits", FaultOf(SoundFiles.Format(SoundFiles.Float, 1, 16_000, 16)), StringComparison.Ordinal);
        Assert.Contains("contradicts itself", FaultOf(SoundFiles.Format(SoundFiles.Pcm, 0, 16_000, 16)), StringComparison.Ordinal);
        Assert.Contains("contradicts itself", FaultOf(SoundFiles.Format(SoundFiles.Pcm, 1, 0, 16)), StringComparison.Ordinal);
        Assert.NotNull(FaultOf([1, 0, 1, 0]));

        static string? FaultOf(byte[] format) => SoundFiles.Read(SoundFiles.Riff(SoundFiles.Chunk("fmt ", format), SoundFiles.Chunk("data", new byte[64_000]))).Fault;
    }

    [Theory]
    [InlineData(0.5, 0, false)]
    [InlineData(0.02, 0, false)]
    [InlineData(0.02, 0.5, false)]
    [InlineData(0, 0, true)]
    [InlineData(0.0005, 0, true)]
    [InlineData(0, 0.7, true)]
    public void A_level_that_hardly_changes_is_silence_however_high_it_is(double volume, double offset, bool isSilent)
    {
        Assert.Equal(isSilent, SoundFiles.Read(SoundFiles.Wave(1, volume: volume, offset: offset)).Facts!.IsSilent);
        Assert.Equal(isSilent, SoundFiles.Read(SoundFiles.Wave(1, bits: 32, tag: SoundFiles.Float, channels: 2, volume: volume, offset: offset)).Facts!.IsSilent);
    }

    [Fact]
    public void One_click_in_a_silent_minute_is_nobody_who_speaks()
    {
        var file = SoundFiles.Wave(60, volume: 0);
        file[SoundFiles.FirstDataByte(file) + 2001] = 0x60;

        Assert.True(SoundFiles.Read(file).Facts!.IsSilent);
    }

    [Fact]
    public void What_is_no_number_is_no_sample()
    {
        var file = SoundFiles.Wave(1, bits: 32, tag: SoundFiles.Float);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(SoundFiles.FirstDataByte(file) + 4000), float.NaN);

        Assert.Contains("NaN", SoundFiles.Read(file).Fault, StringComparison.Ordinal);
    }
}
