namespace Switchboard.Voices;

/// <summary>
/// Reads what a sound file is from its bytes: neither its name nor what its sender says of it is believed. Any bytes get an answer; none causes an exception.
/// </summary>
public static class AudioReader
{
    private const int SignatureSize = 16;

    private static readonly (int At, byte[] Bytes, string Name)[] Others =
    [
        (0, "fLaC"u8.ToArray(), "FLAC"),
        (0, "OggS"u8.ToArray(), "Ogg"),
        (4, "ftyp"u8.ToArray(), "MPEG-4 (m4a)"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "Matroska or WebM"),
        (0, "FORM"u8.ToArray(), "AIFF"),
        (0, "caff"u8.ToArray(), "CAF"),
        (0, ".snd"u8.ToArray(), "AU"),
        (0, "#!AMR"u8.ToArray(), "AMR"),
        (0, "RIFX"u8.ToArray(), "big-endian RIFF"),
        (0, "RIFF"u8.ToArray(), "RIFF other than WAV"),
        (0, [0x30, 0x26, 0xB2, 0x75], "WMA"),
        (0, [0xFF, 0xF1], "AAC"),
        (0, [0xFF, 0xF9], "AAC"),
    ];

    /// <summary>Reads a file from its beginning to its end.</summary>
    /// <param name="content">A stream that can be read from any position; where it is left is of no account.</param>
    public static AudioReading Read(Stream content)
    {
        content.Position = 0;
        var bytes = new AudioBytes(content);
        var signature = bytes.Peek(SignatureSize);
        if (signature.IsEmpty)
            return AudioReading.Faulty("must not be empty");
        if (WaveReader.IsWave(signature))
            return WaveReader.Read(bytes);
        return Mp3Reader.IsMp3(bytes) ? Mp3Reader.Read(bytes) : AudioReading.Faulty($"must be WAV or MP3 audio, and this is {NameOf(bytes.Peek(SignatureSize))}");
    }

    private static string NameOf(ReadOnlySpan<byte> signature)
    {
        foreach (var (at, other, name) in Others)
        {
            if (signature.Length >= at + other.Length && signature[at..].StartsWith(other))
                return name;
        }

        return "neither";
    }
}
