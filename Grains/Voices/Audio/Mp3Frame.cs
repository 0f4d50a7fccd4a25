using System.Buffers.Binary;

namespace Switchboard.Voices;

/// <summary>The header of a frame of MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3, and the unofficial version 2.5).</summary>
/// <param name="IsMpeg1">Version 1, rather than one of the lower sampling rates.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Size">Bytes of the whole frame.</param>
/// <param name="IsProtected">Whether a checksum follows the header.</param>
internal readonly record struct Mp3Frame(bool IsMpeg1, int SampleRate, int Channels, int Size, bool IsProtected)
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderSize = 4;

    /// <summary>Bytes of the largest frame.</summary>
    public const int SizeMax = 1441;

    private const int ChecksumSize = 2;

    /// <summary>Samples of each channel in the frame.</summary>
    public int Samples => IsMpeg1 ? 1152 : 576;

    /// <summary>Bytes between the header (and its checksum) and the sound.</summary>
    public int SideInfoSize => (IsMpeg1, Channels) switch
    {
        (true, 2) => 32,
        (true, _) or (false, 2) => 17,
        _ => 9,
    };

    private static ReadOnlySpan<short> Mpeg1Kilobits => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    private static ReadOnlySpan<short> Mpeg2Kilobits => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private static ReadOnlySpan<int> Mpeg1Rates => [44_100, 48_000, 32_000];

    /// <summary>Reads a header; null when the bytes are none.</summary>
    public static Mp3Frame? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt32BigEndian(bytes) is var header && header >> 21 != 0x7FF)
            return null;
        var (version, layer, bitrate, rate) = (header >> 19 & 3, header >> 17 & 3, (int)(header >> 12 & 15), (int)(header >> 10 & 3));

        // Layer III is 1; version 1 is reserved, and so are bit rate 15 and rate 3. Bit rate 0 is "free", which hardly any player plays.
        if (version == 1 || layer != 1 || bitrate is 0 or 15 || rate == 3)
            return null;
        var isMpeg1 = version == 3;
        var sampleRate = Mpeg1Rates[rate] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        var kilobits = isMpeg1 ? Mpeg1Kilobits[bitrate] : Mpeg2Kilobits[bitrate];
        var size = (isMpeg1 ? 144 : 72) * kilobits * 1000 / sampleRate + (int)(header >> 9 & 1);
        return new Mp3Frame(isMpeg1, sampleRate, (header >> 6 & 3) == 3 ? 1 : 2, size, (header >> 16 & 1) == 0);
    }

    /// <summary>Whether frames of both kinds can be of one stream.</summary>
    public bool GoesWith(Mp3Frame other) => IsMpeg1 == other.IsMpeg1 && SampleRate == other.SampleRate && Channels == other.Channels;

    /// <summary>Whether the frame's granules have any spectrum: those of digital silence have none, those of faint noise do.</summary>
    /// <param name="frame">The whole frame.</param>
    public bool HasSound(ReadOnlySpan<byte> frame)
    {
        var at = (HeaderSize + (IsProtected ? ChecksumSize : 0)) * 8;
        at += (IsMpeg1, Channels) switch
        {
            (true, 1) => 9 + 5 + 4,
            (true, _) => 9 + 3 + 8,
            (false, 1) => 8 + 1,
            _ => 8 + 2,
        };
        var granuleBits = IsMpeg1 ? 59 : 63;
        for (var granule = 0; granule < (IsMpeg1 ? 2 : 1) * Channels; granule++, at += granuleBits)
        {
            if (Bits(frame, at + 12, 9) > 0)
                return true;
        }

        return false;
    }

    private static int Bits(ReadOnlySpan<byte> bytes, int at, int count)
    {
        var value = 0;
        for (var i = at; i < at + count; i++)
            value = value << 1 | (i / 8 < bytes.Length ? bytes[i / 8] >> (7 - i % 8) & 1 : 0);
        return value;
    }
}
