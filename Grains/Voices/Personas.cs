using System.Collections.Immutable;

namespace Switchboard.Voices;

/// <summary>The personas that there are (contract, section 9).</summary>
public static class Personas
{
    private const string Female = "female";
    private const string Male = "male";

    /// <summary>Six that speak English and one that speaks Hindi.</summary>
    public static ImmutableArray<Persona> All { get; } =
    [
        new("amelia", "Amelia", "en-GB", Female, "southern English",
            "Calm and precise; puts people at ease when the subject is money or a renewal.",
            "Warm and unhurried. Short sentences, one question at a time, no slang.",
            "Hello, this is Amelia. Your plan runs out on Friday, and I would like to make sure that nothing stops working for you."),
        new("rohan", "Rohan", "en-IN", Male, "Indian English",
            "Businesslike and courteous; explains offers and terms without rushing.",
            "Polite and factual. Names figures first, repeats dates, and asks before going on.",
            "Good morning, Rohan speaking. I have two minutes' worth of news about your account. Is this a good time?"),
        new("kai", "Kai", "en-US", Male, "general American",
            "Relaxed and quick; suits first contacts and product news.",
            "Friendly and brief. Contractions are fine, jokes are not; gets to the point in two sentences.",
            "Hey, Kai here. You tried our app last week, and I'm curious: did it do what you hoped it would?"),
        new("anya", "Anya", "en-IN", Female, "Indian English",
            "Bright and attentive; good at appointments, reminders and follow-ups.",
            "Cheerful and clear. Offers two choices, confirms what was agreed, thanks people for their time.",
            "Hi, it's Anya. I can book your visit for Tuesday at ten or for Thursday at four. Which one suits you better?"),
        new("leo", "Leo", "en-US", Male, "American, deep",
            "Steady and serious; for overdue payments, deliveries and other matters that need care.",
            "Slow and composed. States the matter plainly, never presses, and always says what happens next.",
            "This is Leo. A parcel for you could not be delivered today. Let us find a time tomorrow that works."),
        new("priya", "Priya", "en-IN", Female, "Indian English, soft",
            "Patient and kind; for support calls and for people who would rather be asked than told.",
            "Gentle and patient. Listens first, reflects what was said, then offers one way forward.",
            "Namaste, this is Priya. You wrote to us about your bill. Tell me what looks wrong, and I will take it from there."),
        new("meera", "Meera", "hi-IN", Female, "standard Hindi",
            "Speaks Hindi; friendly and respectful, at home with customers across India.",
            "Respectful Hindi with आप, everyday words, English terms only where everybody uses them.",
            "नमस्ते, मैं मीरा बोल रही हूँ। आपकी सदस्यता इस शुक्रवार को समाप्त हो रही है। क्या हम अभी एक मिनट बात कर सकते हैं?"),
    ];

    /// <summary>Who speaks where nobody was chosen.</summary>
    public static Persona Default => All[0];

    /// <summary>Their names, in the order of <see cref="All"/>.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(persona => persona.Name)];

    /// <summary>Who speaks a language where nobody was chosen: the first whose language it is, whatever the country, or else <see cref="Default"/>.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    public static Persona For(string language) =>
        All.FirstOrDefault(persona => Primary(persona.Language).Equals(Primary(language), StringComparison.OrdinalIgnoreCase)) ?? Default;

    /// <summary>The persona of a name, written as it is in <see cref="Names"/>; null for any other text.</summary>
    public static Persona? Find(string? name) => All.FirstOrDefault(persona => persona.Name == name);

    private static ReadOnlySpan<char> Primary(string language) => language.AsSpan(0, language.IndexOf('-') is > 0 and var end ? end : language.Length);
}
