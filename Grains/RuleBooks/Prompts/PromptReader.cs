namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads prompts.</summary>
internal static class PromptReader
{
    /// <summary>What a prompt says.</summary>
    /// <param name="prompt">The prompt as it came; one that <see cref="PromptText.Refuse"/> does not refuse.</param>
    /// <param name="country">The tenant's country, ISO 3166: the zone of hours without one.</param>
    public static PromptReading Read(string prompt, string country)
    {
        var text = PromptText.Normalise(prompt);
        return new PromptReading
        {
            Text = text,
            Goal = GoalReader.Read(text),
            Trade = TradeReader.Read(text),
            Languages = LanguageReader.Read(text),
            Tones = ToneReader.Read(text),
        };
    }
}
