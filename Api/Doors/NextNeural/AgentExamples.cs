using Switchboard.Agents;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The document's examples of voice agents.</summary>
internal static class AgentExamples
{
    private const string Uuid = "019aa9c2-7d20-7c11-9b02-6f1e2d3c4b5a";

    private static readonly DateTimeOffset CreatedAt = new(2026, 5, 25, 7, 40, 12, TimeSpan.Zero);

    private static readonly VoiceConfigBody Voice = new(VoiceProviders.Own, Model: null, "rohan", "en-IN");

    public static readonly AgentRequest Create =
        new("Renewals", "en-IN", Voice, "Polite and factual. Ask whether it is a good time before anything else.", Agent.Active);

    public static readonly AgentBody Created =
        new(Uuid, Create.Name, "en-IN", Agent.Active, Voice, Create.PersonaPrompt, CreatedAt, CreatedAt);

    public static readonly ChangeAgentRequest Change = new(Name: null, Language: null, new VoiceConfigBody(null, null, "anya", null), null, null);

    public static readonly AgentBody Changed = Created with { VoiceConfig = Voice with { Speaker = "anya" }, UpdatedAt = CreatedAt.AddDays(1) };

    public static readonly AgentListResponse List =
        new([AgentBody.Of(Agent.Demo("", "IN", CreatedAt.AddDays(-1))), Created], Total: 2);

    public static readonly DeletedAgentResponse Deleted = new(Uuid, Deleted: true);

    public static readonly SampleListResponse Samples =
        new([SampleBody.Of(Personas.Default, $"https://voice.example.com/voices/samples/{Personas.Default.Name}.mp3")], Total: 1);
}
