using Switchboard.Voices;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The document's examples of voices.</summary>
internal static class VoiceExamples
{
    private const string Address = "https://voice.example.com";

    public static readonly VoiceListResponse Voices =
        new([VoiceBody.Of(Personas.Default, $"{Address}/voices/samples/{Personas.Default.Name}.mp3")]);

    public static readonly PreviewOpeningRequest Preview =
        new("Hello, this is Amelia. I am calling about your renewal. Is this a good time?", Personas.Default.Name);

    public static readonly PreviewOpeningResponse Previewed = new($"{Address}/voices/previews/5f0c1e7a9b3d4c2288e1a6f7d0b95c34.mp3", DurationMs: 4944);
}
