using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/ws/live/{call_uuid}</c>: a call as it happens.</summary>
internal static class LiveRoutes
{
    private const string Path = "/ws/live/{call_uuid}";

    private static readonly Refusal NotFound = Refusal.NotFound("Call not found");

    private static readonly Refusal NoSocket = new(RefusalKind.BadRequest, "This address is a web socket: connect with ws:// or wss://");

    private static readonly Refusal TooMany = new(RefusalKind.TooManyRequests, $"Too many live connections: {LiveConnections.OfTenantMax} at once")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        // A socket is open for as long as a call: among the durations of requests it would only look like a slow one.
        routes.MapGet(Path, WatchAsync).Requires(Permissions.CallsRead).TakesToken("token")
            .WithTags("Live calls")
            .WithSummary("Watch a call live (web socket)")
            .WithDescription(
                $$"""
                Connect with `ws://` or `wss://`. Messages are JSON objects with a `type`: `start` when the call is answered, `transcript` for each line as it is spoken, `status` when a person
                is asked for (`handoff_requested`) and when the call is transferred (`transfer_initiated`, with `target`), `end` with `outcome` and
                `duration_seconds`, after which the server closes the connection. `timestamp` is in seconds after the answer.

                Who connects late, or after the end, gets the last {{LiveFeed.ReplayMax}} messages first, however long ago the call was. Nothing need be sent; what is, is ignored.
                """)
            .Query(QueryParameter.Text("token", "The key, for clients that cannot set the header `Authorization`."))
            .Answers(StatusCodes.Status101SwitchingProtocols, LiveExamples.Line)
            .Refuses(NoSocket, TooMany)
            .DisableHttpMetrics();

        // How a socket is opened over HTTP/2 (RFC 8441).
        routes.MapMethods(Path, [HttpMethods.Connect], WatchAsync).Requires(Permissions.CallsRead).TakesToken("token").ExcludeFromDescription().DisableHttpMetrics();
    }

    private static async Task<IResult> WatchAsync(
        string call_uuid, HttpContext context, Caller caller, CallRegister register, LiveConnections connections, LiveSocket socket)
    {
        if (FieldRules.NormaliseId(call_uuid) is not { } callId || await register.FindAsync(caller.TenantId, callId) is null)
            return NotFound;
        if (!context.WebSockets.IsWebSocketRequest)
            return NoSocket;
        if (!connections.TryEnter(caller.TenantId))
            return TooMany;
        try
        {
            await socket.RunAsync(context, caller, callId);
            return Results.Empty;
        }
        finally
        {
            connections.Leave(caller.TenantId);
        }
    }
}
