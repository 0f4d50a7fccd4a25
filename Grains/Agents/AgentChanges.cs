using Switchboard.Contacts;
using Switchboard.Voices;

namespace Switchboard.Agents;

/// <summary>An agent as somebody wants it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Language">BCP 47 tag of its conversations; null: what its voice speaks.</param>
/// <param name="Status"><see cref="Agent.Active"/> or <see cref="Agent.Inactive"/>.</param>
/// <param name="Voice">Its voice.</param>
/// <param name="PersonaPrompt">How it is to behave; null when nothing is said.</param>
public sealed record AgentDraft(string Name, string? Language, string Status, VoiceConfig Voice, string? PersonaPrompt);

/// <summary>What is to be different about an agent. A field that is not given stays as it is.</summary>
public sealed record AgentChanges
{
    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>BCP 47 tag of its conversations; given as null: what its voice speaks.</summary>
    public Given<string> Language { get; init; }

    /// <summary><see cref="Agent.Active"/> or <see cref="Agent.Inactive"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Who makes the voice.</summary>
    public Given<string> Provider { get; init; }

    /// <summary>The provider's model.</summary>
    public Given<string> Model { get; init; }

    /// <summary>Whose voice.</summary>
    public Given<string> Speaker { get; init; }

    /// <summary>What the voice speaks.</summary>
    public Given<string> LanguageCode { get; init; }

    /// <summary>How it is to behave.</summary>
    public Given<string> PersonaPrompt { get; init; }

    /// <summary>The agent as it is wanted then. One that is to have another language's voice speaks that language, unless it says which.</summary>
    internal AgentDraft ApplyTo(Agent agent)
    {
        var former = agent.Config.Voice;
        var voice = new VoiceConfig(
            Provider.Or(former.Provider), Model.Or(former.Model), Speaker.Or(former.Speaker), LanguageCode.Or(former.LanguageCode));
        var language = Language.IsGiven ? Language.Value : LanguageCode is { IsGiven: true, Value: not null } ? null : agent.Language;
        return new AgentDraft(Name ?? agent.Name, language, Status ?? agent.Status, voice, PersonaPrompt.Or(agent.Config.PersonaPrompt));
    }
}
