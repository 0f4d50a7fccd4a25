using Switchboard.RuleBooks.Prompts;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Chooses who speaks.</summary>
internal static class PersonaChoice
{
    /// <summary>
    /// The persona that was asked for in the request or else by name in the prompt; otherwise one of the language that fits goal, tone and country.
    /// </summary>
    public static Persona For(PromptReading reading, string? requested, string language) =>
        Personas.Find(requested) ?? Personas.Find(reading.Persona) ?? Personas.All
            .Where(persona => Speaks(persona, language))
            .OrderByDescending(persona => Score(persona, reading, language))
            .FirstOrDefault(Personas.Default);

    private static bool Speaks(Persona persona, string language) => persona.Language[..2] == language[..2];

    private static int Score(Persona persona, PromptReading reading, string language) =>
        (persona.Gender == reading.Gender ? 16 : 0)
        + (persona.Language == Accent(language) ? 8 : 0)
        + (reading.Tones.IsEmpty ? 0 : Suits(persona.Name, reading.Tones[0]) ? 4 : 0)
        + (IsGoodAt(persona.Name, reading.Goal) ? 2 : 0);

    // Personas speak three kinds of English.
    private static string Accent(string language) => language switch
    {
        "en-IN" => "en-IN",
        "en-US" or "en-CA" => "en-US",
        _ => "en-GB",
    };

    private static bool Suits(string persona, Tone tone) => persona switch
    {
        "amelia" => tone is Tone.Calm or Tone.Formal or Tone.Empathetic,
        "rohan" => tone is Tone.Formal or Tone.Concise or Tone.Urgent or Tone.Firm,
        "kai" => tone is Tone.Casual or Tone.Friendly or Tone.Playful or Tone.Energetic or Tone.Concise,
        "anya" => tone is Tone.Friendly or Tone.Energetic or Tone.Casual or Tone.Playful,
        "leo" => tone is Tone.Firm or Tone.Formal or Tone.Calm or Tone.Urgent or Tone.Empathetic,
        "priya" => tone is Tone.Empathetic or Tone.Calm,
        _ => false,
    };

    private static bool IsGoodAt(string persona, string goal) => persona switch
    {
        "amelia" => goal is CallGoals.Renew or CallGoals.CollectPayment or CallGoals.WinBack,
        "rohan" => goal is CallGoals.Sell or CallGoals.Renew or CallGoals.Qualify or CallGoals.BookDemo or CallGoals.Recruit,
        "kai" => goal is CallGoals.Sell or CallGoals.Qualify or CallGoals.BookDemo or CallGoals.Invite or CallGoals.Inform or CallGoals.Renew or CallGoals.WinBack,
        "anya" => goal is CallGoals.BookAppointment or CallGoals.Remind or CallGoals.Invite or CallGoals.Confirm or CallGoals.Inform or CallGoals.Fundraise,
        "leo" => goal is CallGoals.CollectPayment or CallGoals.Confirm or CallGoals.Remind,
        "priya" => goal is CallGoals.Survey or CallGoals.CollectPayment or CallGoals.WinBack or CallGoals.Other,
        _ => false,
    };
}
