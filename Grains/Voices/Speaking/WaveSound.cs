using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Switchboard.Voices;

/// <summary>A sound as a speech program writes it: RIFF, 16-bit PCM, one channel.</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Samples">The samples, little-endian.</param>
internal sealed record WaveSound(int SampleRate, ReadOnlyMemory<byte> Samples)
{
    // Below a hundredth of full scale: what voices make of nothing is exact silence, or the faintest noise.
    private const int AudibleMin = short.MaxValue / 100;

    private const int RiffHeaderSize = 12;
    private const int ChunkHeaderSize = 8;
    private const short Pcm = 1;

    /// <summary>Whether there is anything to hear.</summary>
    public bool IsAudible
    {
        get
        {
            foreach (var sample in MemoryMarshal.Cast<byte, short>(Samples.Span))
            {
                if (Math.Abs((int)sample) >= AudibleMin)
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Reads what a program wrote, which could not know the length when it began: the lengths in the header are not believed.
    /// </summary>
    /// <returns>Null when it is no such sound; one without samples when there is none at all.</returns>
    public static WaveSound? Read(ReadOnlyMemory<byte> file)
    {
        if (file.IsEmpty)
            return new WaveSound(0, default);
        var bytes = file.Span;
        if (bytes.Length < RiffHeaderSize || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
            return null;
        var rate = 0;
        for (var at = RiffHeaderSize; at + ChunkHeaderSize <= bytes.Length;)
        {
            var body = at + ChunkHeaderSize;
            if (bytes[at..].StartsWith("data"u8))
                return rate == 0 ? null : new WaveSound(rate, file[body..(body + (file.Length - body) / sizeof(short) * sizeof(short))]);
            if (bytes[at..].StartsWith("fmt "u8) && bytes.Length >= body + 16)
            {
                var isMono16Bit = BinaryPrimitives.ReadInt16LittleEndian(bytes[body..]) == Pcm
                    && BinaryPrimitives.ReadInt16LittleEndian(bytes[(body + 2)..]) == 1
                    && BinaryPrimitives.ReadInt16LittleEndian(bytes[(body + 14)..]) == 16;
                if (!isMono16Bit)
                    return null;
                rate = BinaryPrimitives.ReadInt32LittleEndian(bytes[(body + 4)..]);
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (size > int.MaxValue - body)
                return null;
            at = body + (int)size;
        }

        return null;
    }
}
