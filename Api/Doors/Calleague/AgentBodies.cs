using Switchboard.Agents;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>A voice assistant in the list.</summary>
/// <param name="AgentId">Its id, <c>ag_</c> and 32 hex digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Language">BCP 47 tag of its conversations.</param>
/// <param name="Status"><c>active</c> or <c>inactive</c>.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record ListedAgent(string AgentId, string Name, string Language, string Status, DateTimeOffset CreatedAt)
{
    /// <summary>What the door shows of an assistant.</summary>
    public static ListedAgent Of(Agent agent) =>
        new(CalleagueNames.AgentId(agent.Id), agent.Name, agent.Language, agent.Status, agent.CreatedAt);
}

/// <summary>A voice assistant with its configuration.</summary>
/// <param name="AgentId">Its id, <c>ag_</c> and 32 hex digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Language">BCP 47 tag of its conversations.</param>
/// <param name="Status"><c>active</c> or <c>inactive</c>.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Voice">The voice that it speaks with.</param>
/// <param name="PersonaPrompt">How it is to behave; null when nothing was said.</param>
public sealed record AgentDetail(
    string AgentId,
    string Name,
    string Language,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    AgentVoice Voice,
    string? PersonaPrompt)
{
    /// <summary>What the door shows of one assistant.</summary>
    public static AgentDetail Of(Agent agent) => new(
        CalleagueNames.AgentId(agent.Id), agent.Name, agent.Language, agent.Status, agent.CreatedAt, agent.UpdatedAt,
        new AgentVoice(agent.Voice.Provider, agent.Voice.Model, agent.Voice.Speaker, agent.Voice.LanguageCode), agent.Config.PersonaPrompt);
}

/// <summary>A voice.</summary>
/// <param name="Provider">Who makes it.</param>
/// <param name="Model">The provider's model; null for its own choice.</param>
/// <param name="Speaker">Whose voice it is.</param>
/// <param name="LanguageCode">BCP 47 tag of what it speaks.</param>
public sealed record AgentVoice(string? Provider, string? Model, string? Speaker, string? LanguageCode);
