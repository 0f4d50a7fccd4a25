namespace Switchboard.Voices;

/// <summary>
/// How long MPEG audio is (ISO/IEC 13818-3, layer III, the lower sampling rates), by counting its frames. Every player counts like that where the
/// file has no tag that says otherwise, so the files here have none.
/// </summary>
public static class Mp3
{
    /// <summary>Samples a second.</summary>
    public const int SampleRate = 24_000;

    /// <summary>Kilobits a second, the same in every frame.</summary>
    public const int Kilobits = 32;

    private const int FrameSamples = 576;
    private const int HeaderSize = 4;

    // Synchronisation, MPEG-2, layer III, no checksum; then 32 kbit/s at 24 kHz.
    private static readonly byte[] Start = [0xFF, 0xF3, 0x44];
    private static readonly byte[] StartMask = [0xFF, 0xFF, 0xFC];

    private const int FrameSize = FrameSamples / 8 * Kilobits * 1000 / SampleRate;

    /// <summary>The length in milliseconds; null when the bytes are not whole frames of this kind and nothing else.</summary>
    public static int? DurationMs(ReadOnlySpan<byte> audio)
    {
        var frames = 0;
        for (; audio.Length >= FrameSize; audio = audio[FrameSize..])
        {
            if (!IsFrame(audio[..HeaderSize]))
                return null;
            frames++;
        }

        return audio.IsEmpty && frames > 0 ? frames * FrameSamples * 1000 / SampleRate : null;
    }

    private static bool IsFrame(ReadOnlySpan<byte> header)
    {
        for (var i = 0; i < Start.Length; i++)
        {
            if ((header[i] & StartMask[i]) != Start[i])
                return false;
        }

        return true;
    }
}
