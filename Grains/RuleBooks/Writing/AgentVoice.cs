using Switchboard.Objections;
using Switchboard.RuleBooks.Prompts;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Writing;

/// <summary>How one persona says things in one language.</summary>
/// <param name="Wording">The sentences of the language.</param>
/// <param name="Persona">Who speaks.</param>
internal sealed record AgentVoice(Wording Wording, Persona Persona)
{
    private bool IsHindi => ReferenceEquals(Wording, HindiWording.Words);

    /// <summary>The voice of a persona in the language of a BCP 47 tag.</summary>
    public static AgentVoice Of(string language, Persona persona) =>
        new(language.StartsWith("hi", StringComparison.Ordinal) ? HindiWording.Words : EnglishWording.Words, persona);

    /// <summary>A sentence with its slots filled. The Hindi sentences are a woman's; a man says them as a man.</summary>
    public string Say(string sentence, IReadOnlyDictionary<string, string> slots)
    {
        var said = ObjectionSlots.Fill(sentence, slots);
        return IsHindi && Persona.Gender == "male" ? HindiWording.AsMan(said) : said;
    }

    /// <summary>The words for the slots of <see cref="Wording"/>.</summary>
    public IReadOnlyDictionary<string, string> SlotsFor(PromptReading reading)
    {
        var trade = reading.Trade is { } known ? Wording.Trades[known] : Wording.Unknown;
        return IsHindi ? HindiWording.Slots(reading, trade, Persona) : EnglishWording.Slots(reading, trade, Persona);
    }
}
