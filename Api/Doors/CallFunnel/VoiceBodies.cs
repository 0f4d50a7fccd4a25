using Switchboard.Api.Requests;
using Switchboard.Api.Voices;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The personas.</summary>
public sealed record VoiceListResponse(IEnumerable<VoiceBody> Voices);

/// <summary>A persona.</summary>
/// <param name="Name">What it is called in requests.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Language">BCP 47 tag of what it speaks.</param>
/// <param name="Gender"><c>female</c> or <c>male</c>: how the voice sounds.</param>
/// <param name="Accent">How it pronounces its language.</param>
/// <param name="Description">What it is good for.</param>
/// <param name="Style">How it speaks unless a workflow says otherwise.</param>
/// <param name="SampleText">What its sample says.</param>
/// <param name="SampleMp3Url">Its sample, for everybody.</param>
/// <param name="SampleDurationMs">The sample's length.</param>
public sealed record VoiceBody(
    string Name,
    string DisplayName,
    string Language,
    string Gender,
    string Accent,
    string Description,
    string Style,
    string SampleText,
    string SampleMp3Url,
    int SampleDurationMs)
{
    internal static VoiceBody Of(Persona persona, VoiceLinks links) => Of(persona, links.Sample(persona));

    internal static VoiceBody Of(Persona persona, string sampleUrl) => new(
        persona.Name, persona.DisplayName, persona.Language, persona.Gender, persona.Accent, persona.Description, persona.Style,
        persona.SampleText, sampleUrl, VoiceSamples.Of(persona).DurationMs);
}

/// <summary>Asks for a line to be spoken.</summary>
/// <param name="Text">1 to 500 characters, of which something can be heard.</param>
/// <param name="Persona">Who speaks it.</param>
public sealed record PreviewOpeningRequest(string Text, string Persona) : IRequestBody<PreviewOpeningRequest>
{
    /// <summary>The longest line.</summary>
    public const int TextMax = 500;

    /// <inheritdoc/>
    public static PreviewOpeningRequest Read(RequestReader fields) =>
        new(fields.Text("text", TextMax), fields.OneOf("persona", [.. Personas.Names]));
}

/// <summary>A line that was spoken.</summary>
/// <param name="Mp3Url">Where it can be fetched, for hours and without a key.</param>
/// <param name="DurationMs">Its length.</param>
public sealed record PreviewOpeningResponse(string Mp3Url, int DurationMs);
