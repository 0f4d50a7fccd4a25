using Switchboard.Agents;
using Switchboard.Api.Requests;
using Switchboard.Api.Voices;
using Switchboard.Contacts;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>A voice agent.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Language">BCP 47 tag of its conversations.</param>
/// <param name="Status"><c>active</c>, or <c>inactive</c>: no new calls.</param>
/// <param name="VoiceConfig">Its voice.</param>
/// <param name="PersonaPrompt">How it is to behave; null when nothing was said.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record AgentBody(
    string Uuid,
    string Name,
    string Language,
    string Status,
    VoiceConfigBody VoiceConfig,
    string? PersonaPrompt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static AgentBody Of(Agent agent) => new(
        agent.Id, agent.Name, agent.Language, agent.Status, VoiceConfigBody.Of(agent.Voice), agent.Config.PersonaPrompt, agent.CreatedAt, agent.UpdatedAt);
}

/// <summary>A voice.</summary>
/// <param name="Provider">Who makes it.</param>
/// <param name="Model">The provider's model; null for its usual one.</param>
/// <param name="Speaker">Whose voice: the <c>speaker</c> of a sample, or a name that another provider knows.</param>
/// <param name="LanguageCode">BCP 47 tag of what it speaks.</param>
public sealed record VoiceConfigBody(string? Provider, string? Model, string? Speaker, string? LanguageCode)
{
    internal const int TextMax = 100;

    internal static VoiceConfigBody Of(VoiceConfig voice) => new(voice.Provider, voice.Model, voice.Speaker, voice.LanguageCode);

    internal static VoiceConfigBody Read(RequestReader fields) => new(
        fields.OptionalText("provider", TextMax, min: 1),
        fields.OptionalText("model", TextMax, min: 1),
        fields.OptionalText("speaker", TextMax, min: 1),
        fields.OptionalLanguage("language_code"));

    // The name of the tenant's own is looked for in the form in which it is kept.
    internal VoiceConfig ToConfig() => new(Provider, Model, SpeakerName.Of(Speaker) ?? Speaker, LanguageCode);
}

/// <summary>A page of the organisation's voice agents, oldest first.</summary>
/// <param name="Agents">The agents.</param>
/// <param name="Total">Agents in all.</param>
public sealed record AgentListResponse(IEnumerable<AgentBody> Agents, long Total);

/// <summary>A voice agent as it is to be.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Language">BCP 47 tag of its conversations; left out: what its voice speaks.</param>
/// <param name="VoiceConfig">Its voice; what is left out of it is chosen by the language.</param>
/// <param name="PersonaPrompt">How it is to behave, up to 4000 characters: kept for you. What a campaign's calls say comes of the campaign's own <c>persona_prompt</c>.</param>
/// <param name="Status"><c>active</c>, which is the default, or <c>inactive</c>.</param>
public sealed record AgentRequest(string Name, string? Language, VoiceConfigBody? VoiceConfig, string? PersonaPrompt, string? Status)
    : IRequestBody<AgentRequest>
{
    internal const int NameMax = 200;
    internal const int PromptMax = 4000;

    /// <inheritdoc/>
    public static AgentRequest Read(RequestReader fields) => new(
        fields.Text("name", NameMax),
        fields.OptionalLanguage("language"),
        fields.OptionalNested("voice_config") is { } voice ? VoiceConfigBody.Read(voice) : null,
        fields.OptionalText("persona_prompt", PromptMax),
        fields.OptionalOneOf("status", Agent.Active, Agent.Inactive));

    internal AgentDraft ToDraft() => new(
        Name, Language, Status ?? Agent.Active, VoiceConfig?.ToConfig() ?? Switchboard.Voices.VoiceConfig.Open, PersonaPrompt is "" ? null : PersonaPrompt);
}

/// <summary>What is to be different about a voice agent; what is left out stays.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Language">BCP 47 tag of its conversations; null: what its voice speaks.</param>
/// <param name="VoiceConfig">What is to be different about its voice; null: nothing is chosen any more.</param>
/// <param name="PersonaPrompt">How it is to behave; null: nothing is said.</param>
/// <param name="Status"><c>active</c> or <c>inactive</c>.</param>
public sealed record ChangeAgentRequest(string? Name, string? Language, VoiceConfigBody? VoiceConfig, string? PersonaPrompt, string? Status)
    : IRequestBody<ChangeAgentRequest>
{
    internal AgentChanges Changes { get; private init; } = new();

    /// <inheritdoc/>
    public static ChangeAgentRequest Read(RequestReader fields)
    {
        var nested = fields.OptionalNested("voice_config");
        var read = new ChangeAgentRequest(
            fields.OptionalText("name", AgentRequest.NameMax, min: 1),
            fields.OptionalLanguage("language"),
            nested is null ? null : VoiceConfigBody.Read(nested),
            fields.OptionalText("persona_prompt", AgentRequest.PromptMax),
            fields.OptionalOneOf("status", Agent.Active, Agent.Inactive));
        var voice = read.VoiceConfig?.ToConfig() ?? Switchboard.Voices.VoiceConfig.Open;
        return read with
        {
            Changes = new AgentChanges
            {
                Name = read.Name,
                Language = GivenIf(fields.Has("language"), read.Language),
                Status = read.Status,
                Provider = GivenIf(IsGiven("provider"), voice.Provider),
                Model = GivenIf(IsGiven("model"), voice.Model),
                Speaker = GivenIf(IsGiven("speaker"), voice.Speaker),
                LanguageCode = GivenIf(IsGiven("language_code"), voice.LanguageCode),
                PersonaPrompt = GivenIf(fields.Has("persona_prompt"), read.PersonaPrompt is "" ? null : read.PersonaPrompt),
            },
        };

        // A voice that is null as a whole is one of which everything is.
        bool IsGiven(string field) => nested?.Has(field) ?? fields.Has("voice_config");
    }

    private static Given<string> GivenIf(bool isGiven, string? value) => isGiven ? value : default(Given<string>);
}

/// <summary>A voice agent is gone.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Deleted">True.</param>
public sealed record DeletedAgentResponse(string Uuid, bool Deleted)
{
    internal static DeletedAgentResponse Of(Agent agent) => new(agent.Id, Deleted: true);
}

/// <summary>The voices that an agent can have here.</summary>
/// <param name="Samples">The personas, then the organisation's own deployed speakers.</param>
/// <param name="Total">How many.</param>
public sealed record SampleListResponse(IReadOnlyList<SampleBody> Samples, int Total);

/// <summary>A voice that can be listened to and chosen.</summary>
/// <param name="Speaker">What it is called in <c>voice_config</c>.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Kind"><c>persona</c>, or <c>speaker</c> for one of the organisation's own.</param>
/// <param name="Gender"><c>female</c> or <c>male</c>; null where nobody said.</param>
/// <param name="Description">What it is good for.</param>
/// <param name="SampleText">What its sample says; null where nobody wrote it down.</param>
/// <param name="AudioUrl">Its sample, which plays in a browser.</param>
/// <param name="DurationSeconds">The sample's length.</param>
/// <param name="VoiceConfig">What an agent is given to speak like that.</param>
public sealed record SampleBody(
    string Speaker,
    string DisplayName,
    string Kind,
    string? Gender,
    string? Description,
    string? SampleText,
    string AudioUrl,
    double DurationSeconds,
    VoiceConfigBody VoiceConfig)
{
    internal static SampleBody Of(Persona persona, string audioUrl) => new(
        persona.Name, persona.DisplayName, "persona", persona.Gender, persona.Description, persona.SampleText, audioUrl,
        VoiceSamples.Of(persona).DurationMs / 1000.0, new VoiceConfigBody(VoiceProviders.Own, null, persona.Name, persona.Language));

    internal static SampleBody Of(Speaker speaker, SpeakerAudio reference, VoiceLinks links) => new(
        speaker.Name, speaker.Name, "speaker", Gender: null, speaker.Description, SampleText: null, links.Speaker(reference),
        reference.Facts.DurationMs / 1000.0, new VoiceConfigBody(speaker.Provider, null, speaker.Name, speaker.Language));
}
