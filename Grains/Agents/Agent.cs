using Switchboard.Voices;

namespace Switchboard.Agents;

/// <summary>A voice agent: who speaks in a call.</summary>
/// <param name="Id">UUIDv7; unique within its tenant.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Language">BCP 47 tag of its conversations, such as <c>en-IN</c>.</param>
/// <param name="Status"><see cref="Active"/> or <see cref="Inactive"/>.</param>
/// <param name="Config">Everything else about it.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Agent(
    string Id,
    string TenantId,
    string Name,
    string Language,
    string Status,
    AgentConfig Config,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>
    /// The id that the first agent has in every tenant, so that the documents' examples can be sent as they are printed, with
    /// nothing filled in but a key.
    /// </summary>
    public const string DemoId = "01900000-0000-7000-8000-000000000001";

    /// <summary>It speaks in new calls.</summary>
    public const string Active = "active";

    /// <summary>It speaks in the calls that it has begun, and in no new ones.</summary>
    public const string Inactive = "inactive";

    /// <summary>Whether new calls may be placed with it.</summary>
    public bool IsActive => Status == Active;

    /// <summary>Counts its changes; a change is made on the condition of the revision that was read.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>The speaker of the tenant's own whose voice it has; null for every other voice.</summary>
    public string? SpeakerId { get; init; }

    /// <summary>The voice that it speaks with: what was chosen, and otherwise who speaks its language here.</summary>
    public VoiceConfig Voice => Config.Voice with
    {
        Provider = Config.Voice.Provider ?? VoiceProviders.Own,
        Speaker = Config.Voice.Speaker ?? Personas.For(Language).Name,
        LanguageCode = Config.Voice.LanguageCode ?? Language,
    };

    /// <summary>The agent that every tenant starts with (contract, section 5).</summary>
    public static Agent Demo(string tenantId, string country, DateTimeOffset now) =>
        new(DemoId, tenantId, "Demo agent", LanguageOf(country), Active, AgentConfig.Empty, now, now);

    /// <summary>What an agent speaks of which nobody has said it.</summary>
    /// <param name="country">ISO code of its tenant's country.</param>
    public static string LanguageOf(string country) => country == "IN" ? "en-IN" : "en-US";
}

/// <summary>What is chosen about an agent.</summary>
/// <param name="Voice">Its voice.</param>
/// <param name="PersonaPrompt">How it is to behave, in its owner's words; null when nothing was said.</param>
public sealed record AgentConfig(VoiceConfig Voice, string? PersonaPrompt)
{
    /// <summary>Nothing is chosen.</summary>
    public static readonly AgentConfig Empty = new(VoiceConfig.Open, PersonaPrompt: null);
}
