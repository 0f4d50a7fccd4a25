using System.Buffers.Binary;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class WaveSoundTests
{
    [Fact]
    public void A_sound_whose_length_was_not_known_is_read_to_its_end()
    {
        var sound = WaveSound.Read(Wave(22_050, channels: 1, [0, 20_000, -20_000]))!;

        Assert.Equal(22_050, sound.SampleRate);
        Assert.Equal(6, sound.Samples.Length);
        Assert.True(sound.IsAudible);
    }

    [Fact]
    public void Silence_is_not_audible()
    {
        Assert.False(WaveSound.Read(Wave(22_050, channels: 1, new short[500]))!.IsAudible);
        Assert.False(WaveSound.Read(Wave(22_050, channels: 1, [1, -1, 2]))!.IsAudible);
        Assert.False(WaveSound.Read(default)!.IsAudible);
        Assert.True(WaveSound.Read(Wave(22_050, channels: 1, [short.MinValue]))!.IsAudible);
    }

    [Fact]
    public void Half_a_sample_at_the_end_is_left_out() =>
        Assert.Equal(2, WaveSound.Read(Wave(22_050, channels: 1, [1, 2]).AsMemory()[..^1])!.Samples.Length);

    [Fact]
    public void What_is_no_such_sound_is_not_read()
    {
        Assert.Null(WaveSound.Read("not a sound, but long enough for a header"u8.ToArray()));
        Assert.Null(WaveSound.Read(Wave(22_050, channels: 2, [1, 2])));
        Assert.Null(WaveSound.Read(Wave(22_050, channels: 1, []).AsMemory(0, 30)));
        var endless = Wave(22_050, channels: 1, [1]);
        BinaryPrimitives.WriteUInt32LittleEndian(endless.AsSpan(16), uint.MaxValue);
        Assert.Null(WaveSound.Read(endless));
    }

    private static byte[] Wave(int rate, short channels, short[] samples)
    {
        var file = new byte[44 + samples.Length * 2];
        "RIFF"u8.CopyTo(file);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), int.MaxValue);
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + i * 2), samples[i]);
        return file;
    }
}
