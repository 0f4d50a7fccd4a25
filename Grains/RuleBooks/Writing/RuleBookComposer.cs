using System.Collections.Immutable;
using Switchboard.Objections;
using Switchboard.RuleBooks.Prompts;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Makes a rule book of what was read in a prompt. A pure function: the same reading gives the same rule book.</summary>
internal static class RuleBookComposer
{
    private static readonly ImmutableArray<string> CommercialGoals =
    [
        CallGoals.Sell, CallGoals.Renew, CallGoals.WinBack, CallGoals.BookDemo, CallGoals.Qualify, CallGoals.CollectPayment,
    ];

    /// <summary>The rule book and what goes with it.</summary>
    public static WrittenRuleBook Compose(PromptReading reading, string country, string? requestedPersona)
    {
        var language = LanguageOf(reading.Languages, requestedPersona, country);
        var persona = PersonaChoice.For(reading, requestedPersona, language);
        var voice = AgentVoice.Of(language, persona);
        var slots = voice.SlotsFor(reading);
        var goal = voice.Wording.Goals[reading.Goal];

        var (greeting, asked) = Greeting(reading, voice, slots);
        ImmutableArray<string> forbidden = [.. voice.Wording.Forbidden.Concat(asked).Distinct(StringComparer.OrdinalIgnoreCase)];
        var asks = goal.Asks.Append(voice.Wording.LastAsk).Select(line => voice.Say(line, slots)).ToList();

        var book = new RuleBook(
            SystemPrompt: "",
            language,
            new RuleBookOpening(greeting, asks.Find(line => !SaysAny(line, forbidden)) ?? asks[0]),
            [.. Branches(reading, voice.Wording, goal).Select(branch => new RuleBookBranch(voice.Say(branch.If, slots), voice.Say(branch.Do, slots)))],
            [.. HandlerChoice.For(reading, language, slots, forbidden).Select(handler => handler with { Response = voice.Say(handler.Response, slots) })],
            forbidden,
            new RuleBookGoal(CallGoals.KindOf(reading.Goal), ObjectionSlots.Fill(goal.Goal, slots)),
            reading.Offers);
        return new WrittenRuleBook(
            book with { SystemPrompt = SystemPromptText.Of(book, reading, persona) },
            CampaignTitle.Of(reading),
            persona.Name,
            reading.Window,
            DeterministicWriter.Name);
    }

    /// <summary>What is never said in a language, whatever the prompt.</summary>
    public static ImmutableArray<string> AlwaysForbidden(string? language) =>
        language?.StartsWith("hi", StringComparison.OrdinalIgnoreCase) == true ? HindiWording.Words.Forbidden : EnglishWording.Words.Forbidden;

    // What the prompt asks for, else what it is written in, else what the requested persona speaks, else the English of the country.
    private static string LanguageOf(LanguageWish wish, string? requestedPersona, string country)
    {
        var language = wish.Main ?? (wish.IsWrittenInHindi ? "hi" : Personas.Find(requestedPersona)?.Language[..2] ?? "en");
        if (language.Length > 2)
            return language;
        return language == "hi" ? "hi-IN" : country is "IN" or "US" or "GB" or "AU" or "CA" or "SG" or "AE" ? $"en-{country}" : "en";
    }

    /// <summary>
    /// The greeting that says nothing forbidden, and what stays forbidden: that a machine speaks and that the call is recorded must be said, so a prompt
    /// cannot forbid those words.
    /// </summary>
    private static (string Greeting, IEnumerable<string> Forbidden) Greeting(PromptReading reading, AgentVoice voice, IReadOnlyDictionary<string, string> slots)
    {
        var greetings = voice.Wording.Greetings;
        var tone = reading.Tones.FirstOrDefault(tone => greetings.Named.ContainsKey(tone), Tone.Calm);
        IEnumerable<string> candidates = [greetings.Nameless.GetValueOrDefault(tone, greetings.DefaultNameless), greetings.DefaultNameless];
        if (reading.Company is not null)
            candidates = [greetings.Named.GetValueOrDefault(tone, greetings.DefaultNamed), greetings.DefaultNamed, .. candidates];
        var lines = candidates.Select(line => voice.Say(line, slots)).ToList();
        return lines.Find(line => !SaysAny(line, reading.Forbidden)) is { } greeting
            ? (greeting, reading.Forbidden)
            : (lines[0], reading.Forbidden.Where(phrase => !ForbiddenPhrases.Says(lines[0], phrase)));
    }

    private static IEnumerable<RuleBookBranch> Branches(PromptReading reading, Wording wording, GoalWording goal)
    {
        foreach (var branch in goal.Branches)
            yield return branch;
        yield return wording.Branches.CallLater;
        yield return wording.Branches.Person;
        if (reading.Offers.Length > 0)
            yield return wording.Branches.DiscountWithOffer;
        else if (CommercialGoals.Contains(reading.Goal))
            yield return wording.Branches.DiscountWithoutOffer;
        yield return wording.Branches.Voicemail;
        yield return wording.Branches.DoNotCall;
        yield return wording.Branches.WrongPerson;
        yield return wording.Branches.Machine;
        if (reading.Languages.Others.Length > 0)
            yield return wording.Branches.OtherLanguage;
    }

    private static bool SaysAny(string line, IEnumerable<string> phrases) => phrases.Any(phrase => ForbiddenPhrases.Says(line, phrase));
}
