using Switchboard.Calls;
using Switchboard.Carriers;

namespace Switchboard.Api.Recordings;

/// <summary><c>GET /recordings/{callId}.wav?sig=…</c>: the audio of an ended call, for whoever was given the link.</summary>
public static class RecordingRoutes
{
    /// <summary>Registers the route.</summary>
    public static void MapRecordings(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/recordings/{callId}.wav", [HttpMethods.Get, HttpMethods.Head], GetAsync).ExcludeFromDescription();

    // A wrong signature and a recording that is not there are told apart by nobody.
    private static async Task<IResult> GetAsync(
        string callId, string? sig, IPublicLinks links, CallRegister calls, ICarrier carrier, CancellationToken cancellationToken)
    {
        if (!links.IsRecordingSignature(callId, sig)
            || await calls.FindRecordedAsync(callId) is not { } call
            || await carrier.OpenRecordingAsync(call, cancellationToken) is not { } recording)
        {
            return Results.NotFound();
        }

        return Results.Stream(recording.Content, recording.ContentType, enableRangeProcessing: true);
    }
}
