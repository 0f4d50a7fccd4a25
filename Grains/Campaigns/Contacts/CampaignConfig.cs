using System.Collections.Immutable;
using System.Text.Json;

namespace Switchboard.Campaigns;

/// <summary>What the engine reads of a campaign's own settings; everything else in them is the tenant's business.</summary>
/// <param name="PersonaPrompt">Who speaks and what for, in natural language; null for nothing.</param>
/// <param name="RecordingDisclosure">What is said about the recording at the beginning of a call; null for the usual words.</param>
/// <param name="Guardrails">What the agent must keep to.</param>
/// <param name="AudienceTags">Contacts must have all of these to be called; empty for all contacts.</param>
public sealed record CampaignConfig(
    string? PersonaPrompt, string? RecordingDisclosure, ImmutableArray<string> Guardrails, ImmutableArray<string> AudienceTags)
{
    /// <summary>The fields' names in the settings.</summary>
    public const string PersonaPromptField = "persona_prompt";

    /// <inheritdoc cref="PersonaPromptField"/>
    public const string RecordingDisclosureField = "recording_disclosure";

    /// <inheritdoc cref="PersonaPromptField"/>
    public const string GuardrailsField = "guardrails";

    /// <inheritdoc cref="PersonaPromptField"/>
    public const string AudienceTagsField = "audience_tags";

    private static readonly CampaignConfig Empty = new(null, null, [], []);

    /// <summary>Reads settings; what is not of the type that it should be counts as absent.</summary>
    /// <param name="json">A JSON object; null for none.</param>
    public static CampaignConfig Parse(string? json)
    {
        if (json is null) return Empty;
        using var document = JsonDocument.Parse(json);
        var config = document.RootElement;
        return new CampaignConfig(
            Text(config, PersonaPromptField), Text(config, RecordingDisclosureField), Texts(config, GuardrailsField),
            [.. Texts(config, AudienceTagsField).Distinct(StringComparer.Ordinal)]);
    }

    private static string? Text(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    private static ImmutableArray<string> Texts(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!.Trim()).Where(text => text.Length > 0)]
            : [];
}
