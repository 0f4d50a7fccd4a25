using System.Buffers.Binary;

namespace Switchboard.Voices;

/// <summary>What the samples of a WAV file are.</summary>
/// <param name="IsFloat">Floating point rather than whole numbers.</param>
/// <param name="SampleSize">Bytes of one sample of one channel.</param>
/// <param name="Channels">How many channels.</param>
/// <param name="SampleRate">Samples a second.</param>
internal sealed record WaveFormat(bool IsFloat, int SampleSize, int Channels, int SampleRate)
{
    /// <summary>The most of the chunk that is looked at.</summary>
    public const int SizeMax = 40;

    private const int SizeMin = 16;
    private const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;
    private const int SubFormatAt = 24;

    // The most that the block below can be cut into; real files have one or two, and surround sound has eight.
    private const int ChannelsMax = 64;

    /// <summary>Bytes of one sample of all channels.</summary>
    public int FrameSize => SampleSize * Channels;

    // The end of the GUIDs that stand for the old two-byte tags.
    private static ReadOnlySpan<byte> TagGuidEnd => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Reads the chunk <c>fmt</c>.</summary>
    public static (WaveFormat? Format, string? Fault) Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < SizeMin)
            return (null, "must be a whole file, and this one says too little of what its samples are");
        var tag = (int)BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var frameSize = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == Extensible)
            tag = chunk.Length >= SizeMax && chunk[(SubFormatAt + 2)..SizeMax].SequenceEqual(TagGuidEnd) ? BinaryPrimitives.ReadUInt16LittleEndian(chunk[SubFormatAt..]) : -1;
        if (tag is not (Pcm or Float))
            return (null, $"must have PCM or float samples, and this WAV has {NameOf(tag)}");
        if (tag == Pcm ? bits is not (8 or 16 or 24 or 32) : bits is not (32 or 64))
            return (null, $"must have PCM samples of 8, 16, 24 or 32 bits or float samples of 32 or 64, and this WAV has {(tag == Pcm ? "PCM" : "float")} samples of {bits} bits");
        if (rate is 0 or > int.MaxValue || channels is 0 or > ChannelsMax || frameSize != channels * bits / 8)
            return (null, $"must be a sound WAV file, and this one's header contradicts itself: {rate} samples a second, {channels} channels, {bits} bits, blocks of {frameSize} bytes");
        return (new WaveFormat(tag == Float, bits / 8, channels, (int)rate), null);
    }

    /// <summary>How long so many bytes are.</summary>
    public double SecondsOf(long bytes) => (double)bytes / FrameSize / SampleRate;

    /// <summary>The sample at the beginning of the bytes, full scale being 1.</summary>
    public double Sample(ReadOnlySpan<byte> at) => (IsFloat, SampleSize) switch
    {
        (false, 1) => (at[0] - 128) / 128.0,
        (false, 2) => BinaryPrimitives.ReadInt16LittleEndian(at) / 32768.0,
        (false, 3) => ((sbyte)at[2] << 16 | at[1] << 8 | at[0]) / 8388608.0,
        (false, _) => BinaryPrimitives.ReadInt32LittleEndian(at) / 2147483648.0,
        (true, 4) => BinaryPrimitives.ReadSingleLittleEndian(at),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
    };

    private static string NameOf(int tag) => tag switch
    {
        2 or 0x11 => "ADPCM samples",
        6 => "A-law samples",
        7 => "µ-law samples",
        0x31 => "GSM samples",
        0x50 or 0x55 => "MPEG audio in it",
        -1 => "samples of a kind that is not known here",
        _ => $"samples of the kind {tag}",
    };
}
