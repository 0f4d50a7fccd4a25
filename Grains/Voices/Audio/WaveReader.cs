using System.Buffers.Binary;

namespace Switchboard.Voices;

/// <summary>Reads WAV files (RIFF, and RF64 of EBU Tech 3306): their format, and every sample of them.</summary>
internal static class WaveReader
{
    private const int RiffHeaderSize = 12;
    private const int ChunkHeaderSize = 8;
    private const uint InSizeChunk = 0xFFFFFFFF;

    // Who writes to a pipe cannot know the length when it begins, and puts something near the largest number there.
    private const long OpenSizeMin = 0x7FFF0000;

    /// <summary>Whether a file begins as one of these.</summary>
    public static bool IsWave(ReadOnlySpan<byte> start) =>
        start.Length >= RiffHeaderSize && (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8)) && start[8..].StartsWith("WAVE"u8);

    /// <summary>Reads such a file.</summary>
    public static AudioReading Read(AudioBytes bytes)
    {
        bytes.Skip(RiffHeaderSize);
        WaveFormat? format = null;
        var longSize = 0L;
        while (bytes.Peek(ChunkHeaderSize) is { Length: ChunkHeaderSize } header)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            var (isData, isFormat, isSizes) = (header.StartsWith("data"u8), header.StartsWith("fmt "u8), header.StartsWith("ds64"u8));
            bytes.Skip(ChunkHeaderSize);
            if (isData)
            {
                return format is null
                    ? AudioReading.Faulty("must be a WAV file that says what its samples are, before them")
                    : ReadSamples(bytes, format, size == InSizeChunk && longSize > 0 ? longSize : size);
            }

            if (isFormat)
            {
                (format, var fault) = WaveFormat.Read(bytes.Peek((int)Math.Min(size, WaveFormat.SizeMax)));
                if (fault is not null)
                    return AudioReading.Faulty(fault);
            }
            else if (isSizes && bytes.Peek(16) is { Length: 16 } sizes)
            {
                longSize = Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]));
            }

            // Chunks begin at even places.
            bytes.Skip(size + (size & 1L));
        }

        return AudioReading.Faulty("must be a whole file, and this one ends before its samples begin");
    }

    private static AudioReading ReadSamples(AudioBytes bytes, WaveFormat format, long size)
    {
        var there = bytes.Remaining;
        if (size >= OpenSizeMin)
            size = there - there % format.FrameSize;
        if (size > there)
            return AudioReading.Cut(format.SecondsOf(size), format.SecondsOf(there));
        if (size % format.FrameSize != 0)
            return AudioReading.Faulty("must be a whole file, and this one ends in the middle of a sample");
        var loudness = new Loudness[format.Channels];
        for (var rest = size; rest > 0;)
        {
            var block = bytes.Peek((int)Math.Min(rest, AudioBytes.PeekMax / format.FrameSize * format.FrameSize));
            if (!Measure(block, format, loudness))
                return AudioReading.Faulty("must have numbers for samples, and this has infinities or NaN");
            bytes.Skip(block.Length);
            rest -= block.Length;
        }

        var facts = new AudioFacts(AudioFormat.Wave, size / format.FrameSize * 1000 / format.SampleRate, format.SampleRate, format.Channels);
        return AudioReading.Of(facts with { IsSilent = Array.TrueForAll(loudness, channel => channel.IsSilent) });
    }

    private static bool Measure(ReadOnlySpan<byte> block, WaveFormat format, Loudness[] loudness)
    {
        for (; block.Length >= format.FrameSize; block = block[format.FrameSize..])
        {
            for (var channel = 0; channel < format.Channels; channel++)
            {
                var value = format.Sample(block[(channel * format.SampleSize)..]);
                if (!double.IsFinite(value))
                    return false;
                loudness[channel].Add(value);
            }
        }

        return true;
    }
}
