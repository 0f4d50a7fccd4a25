namespace Switchboard.Voices;

/// <summary>What a sound file is, as read from its bytes.</summary>
/// <param name="Format">Its format.</param>
/// <param name="DurationMs">Its length in milliseconds, counted from its samples.</param>
/// <param name="SampleRate">Samples a second in each channel.</param>
/// <param name="Channels">How many channels it has.</param>
public sealed record AudioFacts(AudioFormat Format, long DurationMs, int SampleRate, int Channels)
{
    /// <summary>Of the length, what an encoder may have added to fill its last frame; 0 where the file says what was recorded.</summary>
    public long PaddingMs { get; init; }

    /// <summary>Whether there is nothing to hear.</summary>
    public bool IsSilent { get; init; }
}

/// <summary>A format of sound files that is taken here.</summary>
/// <param name="Name">In a word; also the ending of its files' names.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record AudioFormat(string Name, string ContentType)
{
    /// <summary>RIFF with PCM or floating point samples.</summary>
    public static readonly AudioFormat Wave = new("wav", "audio/wav");

    /// <summary>MPEG audio, layer III.</summary>
    public static readonly AudioFormat Mp3 = new("mp3", "audio/mpeg");

    /// <summary>The format of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static AudioFormat Of(string name) => name == Wave.Name ? Wave
        : name == Mp3.Name ? Mp3
        : throw new ArgumentException($"There is no format {name}.", nameof(name));
}

/// <summary>What came of reading a sound file: what it is, or why it cannot be taken.</summary>
/// <param name="Facts">What it is; null when it cannot be taken.</param>
/// <param name="Fault">Why not, as the end of a sentence that begins with the file's field; null when it can.</param>
public sealed record AudioReading(AudioFacts? Facts, string? Fault)
{
    /// <summary>It can be taken.</summary>
    public static AudioReading Of(AudioFacts facts) => new(facts, null);

    /// <summary>It cannot.</summary>
    public static AudioReading Faulty(string fault) => new(null, fault);

    /// <summary>It ends before what it says of itself.</summary>
    internal static AudioReading Cut(double saidSec, double thereSec) =>
        Faulty(FormattableString.Invariant($"must be a whole file, and this one says that it holds {saidSec:0.##} seconds, of which {thereSec:0.##} are there"));
}
