using Microsoft.Net.Http.Headers;
using Switchboard.Voices;

namespace Switchboard.Api.Voices;

/// <summary>Spoken audio for everybody: the personas' samples, and previews and the tenants' own recordings for who was given the link.</summary>
public static class VoiceRoutes
{
    private const string ContentType = "audio/mpeg";
    private const string SampleCaching = "public, max-age=86400";
    private const string SpeakerCaching = "private, max-age=3600";
    private const string PreviewCaching = "private, max-age=3600";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers the routes.</summary>
    public static void MapVoices(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(VoiceLinks.SamplesPath + "/{name}.mp3", Methods, GetSample).ExcludeFromDescription();
        routes.MapMethods(VoiceLinks.PreviewsPath + "/{id}.mp3", Methods, GetPreview).ExcludeFromDescription();
        routes.MapMethods(VoiceLinks.SpeakersPath + "/{id}.{format}", Methods, GetSpeakerAsync).ExcludeFromDescription();
    }

    private static IResult GetSample(string name, HttpResponse response)
    {
        if (Personas.Find(name) is not { } persona)
            return Results.NotFound();
        var sample = VoiceSamples.Of(persona);
        response.Headers.CacheControl = SampleCaching;
        return Results.Bytes(sample.Audio, ContentType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{sample.Hash}\""));
    }

    // A wrong signature and a recording that is not there are told apart by nobody.
    private static async Task<IResult> GetSpeakerAsync(
        string id, string format, string? sig, SpeakerAudioSignature signature, SpeakerRegister speakers, AudioParts parts, HttpResponse response)
    {
        if (!signature.Is(id, sig) || await speakers.FindAudioAsync(id) is not { } audio || audio.Facts.Format.Name != format)
            return Results.NotFound();
        response.Headers.CacheControl = SpeakerCaching;
        return Results.Stream(
            parts.Open(audio), audio.Facts.Format.ContentType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{audio.Id}\""));
    }

    private static IResult GetPreview(string id, SpeechPreviews previews, HttpResponse response)
    {
        if (previews.Open(id) is not { } audio)
            return Results.NotFound();
        response.Headers.CacheControl = PreviewCaching;
        return Results.Stream(audio, ContentType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{id}\""));
    }
}
