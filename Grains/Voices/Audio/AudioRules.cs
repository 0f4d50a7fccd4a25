namespace Switchboard.Voices;

/// <summary>What a recording of a speaker must be.</summary>
/// <param name="SecondsMin">The shortest.</param>
/// <param name="SecondsMax">The longest.</param>
public sealed record AudioRules(int SecondsMin, int SecondsMax)
{
    /// <summary>Samples a second at least: what is above 8 kHz tells voices apart.</summary>
    public const int SampleRateMin = 16_000;

    /// <summary>Samples a second at most.</summary>
    public const int SampleRateMax = 192_000;

    /// <summary>Channels at most.</summary>
    public const int ChannelsMax = 2;

    /// <summary>The recording that a speaker is made of first.</summary>
    public static readonly AudioRules Reference = new(SecondsMin: 10, SecondsMax: 60);

    /// <summary>A sample of a dataset.</summary>
    public static readonly AudioRules Sample = new(SecondsMin: 5, SecondsMax: 30);

    /// <summary>All of it, for documents.</summary>
    public string Text =>
        $"WAV (PCM or float) or MP3, mono or stereo, at least {SampleRateMin} samples a second, {SecondsMin} to {SecondsMax} seconds, whole and not silent";

    /// <summary>Reads a file and compares it with the rules.</summary>
    public AudioReading Read(Stream content)
    {
        var reading = AudioReader.Read(content);
        return reading.Facts is { } facts && FaultOf(facts) is { } fault ? AudioReading.Faulty(fault) : reading;
    }

    private string? FaultOf(AudioFacts facts)
    {
        if (facts.Channels is < 1 or > ChannelsMax)
            return $"must be mono or stereo, and this has {facts.Channels} channels";
        if (facts.SampleRate < SampleRateMin)
            return $"must have at least {SampleRateMin} samples a second, and this has {facts.SampleRate}";
        if (facts.SampleRate > SampleRateMax)
            return $"must have at most {SampleRateMax} samples a second, and this has {facts.SampleRate}";
        if (facts.DurationMs < SecondsMin * 1000L || facts.DurationMs - facts.PaddingMs > SecondsMax * 1000L)
            return FormattableString.Invariant($"must be {SecondsMin} to {SecondsMax} seconds long, and this is {facts.DurationMs / 1000.0:0.###} seconds");
        return facts.IsSilent ? "must be a recording of somebody who speaks, and this is silent" : null;
    }
}
