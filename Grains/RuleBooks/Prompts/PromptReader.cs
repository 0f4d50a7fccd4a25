using System.Text.RegularExpressions;
using Switchboard.RuleBooks.Prompts.Hours;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads prompts.</summary>
internal static class PromptReader
{
    /// <summary>What is said of a prompt that takes too long to read.</summary>
    public const string Unreadable = "nl_prompt cannot be read: say it in shorter sentences";

    /// <summary>What a prompt says; null when it takes too long to tell, which no known prompt does.</summary>
    public static PromptReading? TryRead(string prompt, string country)
    {
        try
        {
            return Read(prompt, country);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>What a prompt says.</summary>
    /// <param name="prompt">The prompt as it came; one that <see cref="PromptText.Refuse"/> does not refuse.</param>
    /// <param name="country">The tenant's country, ISO 3166: the zone of hours without one.</param>
    public static PromptReading Read(string prompt, string country)
    {
        var text = PromptText.Normalise(prompt);
        var prohibitions = ProhibitionReader.Read(text);
        var wishes = prohibitions.Wishes;
        var product = NameReader.ReadProduct(wishes);
        var (window, windowError) = HoursReader.Read(text, country);
        return new PromptReading
        {
            Text = text,
            Wishes = wishes,
            Goal = GoalReader.Read(wishes),
            Trade = TradeReader.Read(wishes),
            Company = NameReader.ReadCompany(wishes, product),
            Product = product,
            Languages = LanguageReader.Read(text),
            Persona = VoiceReader.ReadPersona(wishes),
            Gender = VoiceReader.ReadGender(wishes),
            Tones = ToneReader.Read(wishes),
            Window = window,
            WindowError = windowError,
            Offers = OfferReader.Read(wishes, prohibitions.Texts),
            Forbidden = prohibitions.Phrases,
            Prohibitions = prohibitions.Texts,
        };
    }
}
