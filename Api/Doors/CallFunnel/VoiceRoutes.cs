using Switchboard.Api.Docs;
using Switchboard.Api.Limits;
using Switchboard.Api.Requests;
using Switchboard.Api.Voices;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Personas and what they sound like: <c>voices</c> and <c>workflows/preview-opening</c>.</summary>
internal static class VoiceRoutes
{
    // Open to everybody, and each new line costs some tenths of a second of a processor.
    private static readonly RateLimit PreviewLimit = RateLimit.PerMinute("preview-opening", 30, RateLimitScope.Address);

    private static readonly TimeSpan BusyRetry = TimeSpan.FromSeconds(2);

    private static readonly Refusal Silent = Refusal.InvalidField("text", "must have something in it that can be spoken");

    private static readonly Refusal TooLong = Refusal.InvalidField("text", $"must not take longer than {EspeakSpeech.SecondsMax} seconds to say");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/voices", List).Public().WithTags("Voices")
            .WithSummary("The personas")
            .WithDescription("Six that speak English and one that speaks Hindi, each with a sample that plays. Their names are what `persona` takes.")
            .Answers(StatusCodes.Status200OK, VoiceExamples.Voices);
        api.MapPost("/workflows/preview-opening", Preview).Public().Limited(PreviewLimit).WithTags("Voices")
            .WithSummary("Hear a line")
            .WithDescription($"""
                Speaks a line of 1 to {PreviewOpeningRequest.TextMax} characters as a persona would, so that an opening can be heard before a workflow is made of it.
                Nothing else comes of it. `duration_ms` is the length of the MP3 file, which can be fetched without a key for a day after it was last asked for,
                or for less when there are many. At most {PreviewLimit} from one address.
                """)
            .Takes(VoiceExamples.Preview)
            .Answers(StatusCodes.Status200OK, VoiceExamples.Previewed)
            .Refuses(Silent, NotSetUp("Speech needs espeak-ng: espeak-ng was not found. Install the package espeak-ng, or set Speech:EspeakPath to the program."));
    }

    private static IResult List(VoiceLinks links) => Answer.Ok(new VoiceListResponse(Personas.All.Select(persona => VoiceBody.Of(persona, links))));

    private static async Task<IResult> Preview(Body<PreviewOpeningRequest> body, SpeechPreviews previews, VoiceLinks links)
    {
        var persona = Personas.Find(body.Value.Persona)!;
        return await previews.SpeakAsync(persona, body.Value.Text) switch
        {
            PreviewResult.Ready ready => Answer.Ok(new PreviewOpeningResponse(links.Preview(ready.Id), ready.DurationMs)),
            PreviewResult.Refused { Why: SpeechResult.Silent } => Silent,
            PreviewResult.Refused { Why: SpeechResult.TooLong } => TooLong,
            PreviewResult.Refused { Why: SpeechResult.NotSetUp missing } => NotSetUp(missing.Obstacle),
            PreviewResult.Refused { Why: SpeechResult.Busy } => Unavailable("Too many lines are being spoken. Try again."),
            _ => Unavailable("The line could not be spoken just now. Try again."),
        };
    }

    private static Refusal NotSetUp(string obstacle) => new(RefusalKind.Unavailable, obstacle) { Code = "SPEECH_NOT_INSTALLED" };

    private static Refusal Unavailable(string message) => new(RefusalKind.Unavailable, message) { RetryAfter = BusyRetry };
}
