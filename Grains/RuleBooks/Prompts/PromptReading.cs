using System.Collections.Immutable;
using Switchboard.Campaigns;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>What a prompt says, as far as it was understood.</summary>
internal sealed record PromptReading
{
    /// <summary>The prompt in the form that was read: see <see cref="PromptText.Normalise"/>.</summary>
    public required string Text { get; init; }

    /// <summary>The same without what it forbids.</summary>
    public required string Wishes { get; init; }

    /// <summary>One of <see cref="CallGoals"/>.</summary>
    public required string Goal { get; init; }

    /// <summary>The trade that it is about; null when it does not show.</summary>
    public Trade? Trade { get; init; }

    /// <summary>Who calls, by name; null when the prompt names nobody.</summary>
    public string? Company { get; init; }

    /// <summary>What it is about, by name or in a few words; null when the prompt does not say.</summary>
    public string? Product { get; init; }

    /// <summary>The languages that it asks for.</summary>
    public required LanguageWish Languages { get; init; }

    /// <summary>The persona that it asks for by name; null for none.</summary>
    public string? Persona { get; init; }

    /// <summary><c>female</c> or <c>male</c> when it asks for such a voice; null otherwise.</summary>
    public string? Gender { get; init; }

    /// <summary>How the agent is to sound, the first wish first; empty when nothing is said.</summary>
    public ImmutableArray<Tone> Tones { get; init; } = [];

    /// <summary>When people may be called; null when it names neither hours nor days.</summary>
    public CallingWindow? Window { get; init; }

    /// <summary>Why the hours that it names cannot be kept; null when they can.</summary>
    public string? WindowError { get; init; }

    /// <summary>What may be offered, in the prompt's words.</summary>
    public ImmutableArray<string> Offers { get; init; } = [];

    /// <summary>What is never to be said, as phrases.</summary>
    public ImmutableArray<string> Forbidden { get; init; } = [];

    /// <summary>What is not to be done, as the prompt says it.</summary>
    public ImmutableArray<string> Prohibitions { get; init; } = [];
}

/// <summary>A manner of speaking.</summary>
internal enum Tone
{
    Friendly,
    Formal,
    Casual,
    Urgent,
    Empathetic,
    Calm,
    Energetic,
    Playful,
    Concise,
    Firm,
}

/// <summary>The languages that a prompt asks for.</summary>
/// <param name="Main">BCP 47 tag or only its language, such as <c>hi</c>; null when the prompt asks for none.</param>
/// <param name="IsWrittenInHindi">Whether the prompt itself is Hindi, in Devanagari or in Latin letters.</param>
/// <param name="Others">English names of the languages besides the main one, those without a voice included.</param>
internal sealed record LanguageWish(string? Main, bool IsWrittenInHindi, ImmutableArray<string> Others)
{
    public static readonly LanguageWish None = new(null, IsWrittenInHindi: false, []);
}
