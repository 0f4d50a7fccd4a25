namespace Switchboard.Voices;

/// <summary>
/// Reads MP3 files frame by frame, of constant and of variable bit rate, with ID3, APE and Lyrics3 tags around them. Nothing is decoded: the frames' own
/// headers tell their length, and whether there is sound in them.
/// </summary>
internal static class Mp3Reader
{
    private const int Id3HeaderSize = 10;

    // Of what has sound in only a hundredth of its frames, nobody is heard.
    private const int SoundingShareMin = 100;

    // What encoders put before and after the sound to fill their frames, where none says how much it was.
    private const int PaddingFramesMax = 3;

    /// <summary>Whether a file begins as one of these.</summary>
    public static bool IsMp3(AudioBytes bytes)
    {
        var start = bytes.Peek(Mp3Frame.SizeMax + Mp3Frame.HeaderSize);
        if (start.StartsWith("ID3"u8))
            return true;

        // Two bytes of a header occur in any file; a second header at the right place after them does not.
        return Mp3Frame.Read(start) is { } first
            && (start.Length <= first.Size || (Mp3Frame.Read(start[first.Size..]) is { } second && second.GoesWith(first)));
    }

    /// <summary>Reads such a file.</summary>
    public static AudioReading Read(AudioBytes bytes)
    {
        if (!SkipId3(bytes))
            return AudioReading.Faulty("must be a whole file, and this one ends within its ID3 tag");
        if (Mp3Frame.Read(bytes.Peek(Mp3Frame.HeaderSize)) is not { } first)
            return AudioReading.Faulty("must be WAV or MP3 audio, and behind this one's ID3 tag there is no MP3 frame");
        var tag = Mp3Tag.Read(bytes.Peek(Math.Min(first.Size, (int)Math.Min(bytes.Remaining, Mp3Frame.SizeMax))), first);
        if (tag is not null && bytes.Remaining >= first.Size)
            bytes.Skip(first.Size);

        long frames = 0, sounding = 0;
        while (bytes.Remaining > 0)
        {
            if (Mp3Frame.Read(bytes.Peek(Mp3Frame.HeaderSize)) is not { } frame || !frame.GoesWith(first))
            {
                if (IsEnd(bytes))
                    break;
                return AudioReading.Faulty(FormattableString.Invariant(
                    $"must be a whole file, and after {SecondsOf(frames, first):0.##} seconds of this one come bytes that are no MP3 frame"));
            }

            if (frame.Size > bytes.Remaining)
                return AudioReading.Cut(SecondsOf(Math.Max(frames + 1, tag?.Frames ?? 0), first), SecondsOf(frames, first));
            if (frame.HasSound(bytes.Peek(frame.Size)))
                sounding++;
            frames++;
            bytes.Skip(frame.Size);
        }

        return tag?.Frames > frames
            ? AudioReading.Cut(SecondsOf(tag.Frames.Value, first), SecondsOf(frames, first))
            : AudioReading.Of(FactsOf(first, tag, frames) with { IsSilent = sounding * SoundingShareMin < frames || frames == 0 });
    }

    private static AudioFacts FactsOf(Mp3Frame first, Mp3Tag? tag, long frames)
    {
        var samples = frames * first.Samples;
        var added = tag is { Added: { } known, Frames: { } said } && said == frames && known < samples ? known : (int?)null;
        return new AudioFacts(AudioFormat.Mp3, (samples - (added ?? 0)) * 1000 / first.SampleRate, first.SampleRate, first.Channels)
        {
            PaddingMs = added is null ? PaddingFramesMax * first.Samples * 1000L / first.SampleRate : 0,
        };
    }

    private static double SecondsOf(long frames, Mp3Frame frame) => (double)frames * frame.Samples / frame.SampleRate;

    /// <summary>Passes the tags at the beginning, and the zeros that some writers put behind them; false when the file ends within one.</summary>
    private static bool SkipId3(AudioBytes bytes)
    {
        while (bytes.Peek(Id3HeaderSize) is { Length: Id3HeaderSize } header && header.StartsWith("ID3"u8))
        {
            // Four times seven bits, so that no size looks like the beginning of a frame.
            long size = (header[6] & 0x7F) << 21 | (header[7] & 0x7F) << 14 | (header[8] & 0x7F) << 7 | header[9] & 0x7F;
            var hasFooter = (header[5] & 0x10) != 0;
            size += hasFooter ? 2 * Id3HeaderSize : Id3HeaderSize;
            if (size >= bytes.Remaining)
                return false;
            bytes.Skip(size);
            SkipZeros(bytes);
        }

        return true;
    }

    /// <summary>Whether what comes is a tag at the end, or nothing but zeros.</summary>
    private static bool IsEnd(AudioBytes bytes)
    {
        var rest = bytes.Peek(16);
        if (rest.StartsWith("TAG"u8) || rest.StartsWith("APETAGEX"u8) || rest.StartsWith("LYRICSBEGIN"u8) || rest.StartsWith("ID3"u8) || rest.StartsWith("3DI"u8))
            return true;
        SkipZeros(bytes);
        return bytes.Remaining == 0;
    }

    private static void SkipZeros(AudioBytes bytes)
    {
        while (bytes.Peek(AudioBytes.PeekMax) is { Length: > 0 } block)
        {
            var zeros = block.IndexOfAnyExcept((byte)0);
            bytes.Skip(zeros < 0 ? block.Length : zeros);
            if (zeros >= 0)
                return;
        }
    }
}
