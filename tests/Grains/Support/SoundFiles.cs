using System.Buffers.Binary;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Support;

/// <summary>Sound files that are made here, byte by byte.</summary>
internal static class SoundFiles
{
    public const ushort Pcm = 1, Float = 3, Extensible = 0xFFFE;

    private const int HeaderSize = 12;

    /// <summary>A tone that comes and goes, as WAV.</summary>
    /// <param name="seconds">Its length.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="channels">Channels, all alike.</param>
    /// <param name="bits">Bits of a sample.</param>
    /// <param name="tag">What the samples are.</param>
    /// <param name="volume">Its peak, of full scale.</param>
    /// <param name="offset">A level on which it lies.</param>
    public static byte[] Wave(
        double seconds, int rate = 16_000, int channels = 1, int bits = 16, ushort tag = Pcm, double volume = 0.5, double offset = 0)
    {
        var frames = (int)Math.Round(seconds * rate);
        var data = new byte[frames * channels * bits / 8];
        for (var frame = 0; frame < frames; frame++)
        {
            var sec = (double)frame / rate;
            var value = offset + volume * Math.Sin(2 * Math.PI * 220 * sec) * (0.6 + 0.4 * Math.Sin(2 * Math.PI * 3 * sec));
            for (var channel = 0; channel < channels; channel++)
                WriteSample(data.AsSpan((frame * channels + channel) * bits / 8), value, bits, isFloat: tag == Float);
        }

        return Riff(Chunk("fmt ", Format(tag, channels, rate, bits)), Chunk("data", data));
    }

    /// <summary>A RIFF file of chunks.</summary>
    public static byte[] Riff(params byte[][] chunks) => [.. "RIFF"u8, .. Size(4 + chunks.Sum(chunk => chunk.Length)), .. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];

    /// <summary>A chunk, filled up to an even length.</summary>
    public static byte[] Chunk(string id, byte[] body, uint? size = null) =>
        [.. System.Text.Encoding.ASCII.GetBytes(id), .. Size(size ?? (uint)body.Length), .. body, .. new byte[body.Length % 2]];

    /// <summary>The body of the chunk that says what the samples are; an extensible one is of PCM.</summary>
    public static byte[] Format(ushort tag, int channels, int rate, int bits)
    {
        var body = new byte[tag == Extensible ? 40 : 16];
        BinaryPrimitives.WriteUInt16LittleEndian(body, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(12), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(14), (ushort)bits);
        if (tag == Extensible)
        {
            body[16] = 22;
            BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(24), Pcm);
            new byte[] { 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71 }.CopyTo(body, 26);
        }

        return body;
    }

    /// <summary>Speech as MP3, of at least so many seconds: the personas' samples one after another.</summary>
    public static byte[] Mp3(int secondsMin)
    {
        var (audio, ms) = (new List<byte>(), 0);
        for (var i = 0; ms < secondsMin * 1000; i++)
        {
            var sample = VoiceSamples.Of(Personas.All[i % Personas.All.Length]);
            audio.AddRange(sample.Audio.ToArray());
            ms += sample.DurationMs;
        }

        return [.. audio];
    }

    /// <summary>An ID3 tag of version 2.3 with a body of so many bytes.</summary>
    public static byte[] Id3(int size) =>
        [.. "ID3"u8, 3, 0, 0, (byte)(size >> 21 & 0x7F), (byte)(size >> 14 & 0x7F), (byte)(size >> 7 & 0x7F), (byte)(size & 0x7F), .. new byte[size]];

    /// <summary>Reads a file as an upload would be.</summary>
    public static AudioReading Read(byte[] file) => AudioReader.Read(new MemoryStream(file));

    /// <summary>The length of the file's RIFF header with the size of a chunk: where its first byte is.</summary>
    public static int FirstDataByte(byte[] wave) => wave.AsSpan(HeaderSize).IndexOf("data"u8) + HeaderSize + 8;

    private static void WriteSample(Span<byte> at, double value, int bits, bool isFloat)
    {
        switch (bits, isFloat)
        {
            case (8, _):
                at[0] = (byte)(128 + Math.Round(value * 127));
                break;
            case (16, _):
                BinaryPrimitives.WriteInt16LittleEndian(at, (short)Math.Round(value * short.MaxValue));
                break;
            case (24, _):
                var scaled = (int)Math.Round(value * 8_388_607);
                (at[0], at[1], at[2]) = ((byte)scaled, (byte)(scaled >> 8), (byte)(scaled >> 16));
                break;
            case (32, false):
                BinaryPrimitives.WriteInt32LittleEndian(at, (int)Math.Round(value * int.MaxValue));
                break;
            case (32, true):
                BinaryPrimitives.WriteSingleLittleEndian(at, (float)value);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(at, value);
                break;
        }
    }

    private static byte[] Size(long size)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)size);
        return bytes;
    }
}
