using System.Text.Json.Serialization;

namespace Switchboard.Voices;

/// <summary>The voice that somebody chose for an agent. What was left open is null.</summary>
/// <param name="Provider">Who makes the voice; null: whoever does here.</param>
/// <param name="Model">The provider's model, in the provider's words.</param>
/// <param name="Speaker">Whose voice: a persona's, one of the tenant's own, or a name that the provider knows.</param>
/// <param name="LanguageCode">BCP 47 tag of what the voice speaks.</param>
public sealed record VoiceConfig(string? Provider, string? Model, string? Speaker, string? LanguageCode)
{
    /// <summary>Nothing was chosen.</summary>
    public static readonly VoiceConfig Open = new(null, null, null, null);

    /// <summary>Whether anything was chosen that a call could sound of.</summary>
    [JsonIgnore]
    public bool IsChosen => this != Open;
}
