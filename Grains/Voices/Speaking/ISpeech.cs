namespace Switchboard.Voices;

/// <summary>Says texts in the voice of a persona.</summary>
public interface ISpeech
{
    /// <summary>What stands in the way of speaking at the moment, in a sentence for operators; null for nothing.</summary>
    string? Obstacle { get; }

    /// <summary>What does the speaking, in a word, with whatever changes the sound of a text: what was kept from another engine is not used.</summary>
    string Engine { get; }

    /// <summary>Says a text. Never throws for what a text or a missing program may cause.</summary>
    /// <param name="persona">Who speaks.</param>
    /// <param name="text">What; see <see cref="SpokenText"/>.</param>
    Task<SpeechResult> SpeakAsync(Persona persona, SpokenText text);
}

/// <summary>What became of a text.</summary>
public abstract record SpeechResult
{
    private SpeechResult()
    {
    }

    /// <summary>It was spoken.</summary>
    /// <param name="Mp3">MPEG audio, layer III.</param>
    public sealed record Spoken(ReadOnlyMemory<byte> Mp3) : SpeechResult;

    /// <summary>Nothing of it can be heard.</summary>
    public sealed record Silent : SpeechResult;

    /// <summary>It takes too long to say.</summary>
    /// <param name="SecondsMax">The longest that is spoken.</param>
    public sealed record TooLong(int SecondsMax) : SpeechResult;

    /// <summary>It cannot be spoken here until an operator does something.</summary>
    /// <param name="Obstacle">What, in a sentence.</param>
    public sealed record NotSetUp(string Obstacle) : SpeechResult;

    /// <summary>Too much is being spoken already; try again in a moment.</summary>
    public sealed record Busy : SpeechResult;

    /// <summary>The engine failed, or took too long; the reason is in the log.</summary>
    public sealed record Failed : SpeechResult;
}
