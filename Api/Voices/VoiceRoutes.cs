using Microsoft.Net.Http.Headers;
using Switchboard.Voices;

namespace Switchboard.Api.Voices;

/// <summary>Spoken audio for everybody: the personas' samples, and previews for who was given the link.</summary>
public static class VoiceRoutes
{
    private const string ContentType = "audio/mpeg";
    private const string SampleCaching = "public, max-age=86400";
    private const string PreviewCaching = "private, max-age=3600";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers the routes.</summary>
    public static void MapVoices(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(VoiceLinks.SamplesPath + "/{name}.mp3", Methods, GetSample).ExcludeFromDescription();
        routes.MapMethods(VoiceLinks.PreviewsPath + "/{id}.mp3", Methods, GetPreview).ExcludeFromDescription();
    }

    private static IResult GetSample(string name, HttpResponse response)
    {
        if (Personas.Find(name) is not { } persona)
            return Results.NotFound();
        var sample = VoiceSamples.Of(persona);
        response.Headers.CacheControl = SampleCaching;
        return Results.Bytes(sample.Audio, ContentType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{sample.Hash}\""));
    }

    private static IResult GetPreview(string id, SpeechPreviews previews, HttpResponse response)
    {
        if (previews.Open(id) is not { } audio)
            return Results.NotFound();
        response.Headers.CacheControl = PreviewCaching;
        return Results.Stream(audio, ContentType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{id}\""));
    }
}
