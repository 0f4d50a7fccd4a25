using System.Net.WebSockets;
using System.Text.Json;
using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Calls;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>
/// Tells a client of a call until it ends. It asks the call's grain, on whatever node that is, a few times a second: nothing is written or sent for calls that nobody watches, nothing
/// is queued for a reader who is slow, and a message cannot get lost on the way.
/// </summary>
internal sealed partial class LiveSocket(IGrainFactory grains, Authenticator authenticator, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<LiveSocket> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the credential is looked at. A node may know a key for 25 s after another has revoked it, and has 30 s to turn it away (contract, section 3).</summary>
    private static readonly TimeSpan CredentialAge = TimeSpan.FromSeconds(4);

    /// <summary>Who takes longer for one message has gone, or might as well have.</summary>
    private static readonly TimeSpan SendMax = TimeSpan.FromSeconds(10);

    /// <summary>How long the other side is given to close too.</summary>
    private static readonly TimeSpan CloseMax = TimeSpan.FromSeconds(3);

    /// <summary>For so long a call that cannot be looked at is tried again.</summary>
    private static readonly TimeSpan OutageMax = TimeSpan.FromSeconds(30);

    /// <summary>What is sent to us is thrown away; more than this in all is no sign of life any more.</summary>
    private const int HeardBytesMax = 64 * 1024;

    private static readonly Farewell Over = new(WebSocketCloseStatus.NormalClosure, "The call is over");
    private static readonly Farewell Left = new(WebSocketCloseStatus.NormalClosure, "Goodbye");
    private static readonly Farewell Stopping = new(WebSocketCloseStatus.EndpointUnavailable, "The server is stopping: connect again");
    private static readonly Farewell Unauthorised = new(WebSocketCloseStatus.PolicyViolation, "Invalid or expired token");
    private static readonly Farewell TooTalkative = new(WebSocketCloseStatus.PolicyViolation, "Nothing need be sent here");
    private static readonly Farewell Outage = new(WebSocketCloseStatus.InternalServerError, "The call cannot be looked at just now: connect again");

    /// <summary>Serves a connection to its end.</summary>
    /// <param name="context">The request, which must be one for a web socket.</param>
    /// <param name="caller">Who made it.</param>
    /// <param name="callId">A call of the caller's tenant.</param>
    public async Task RunAsync(HttpContext context, Caller caller, string callId)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            var hearing = HearAsync(socket);
            await CloseAsync(socket, await TellAsync(socket, hearing, context, caller, callId), hearing);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or TimeoutException)
        {
            LogBroken(e, callId);
        }
    }

    private async Task<Farewell> TellAsync(WebSocket socket, Task<Farewell> hearing, HttpContext context, Caller caller, string callId)
    {
        var feed = new LiveFeed();
        var (seenAt, checkedAt) = (time.GetTimestamp(), time.GetTimestamp());
        while (true)
        {
            if (time.GetElapsedTime(checkedAt) > CredentialAge)
            {
                if (!await IsStillAllowedAsync(context, caller))
                    return Unauthorised;
                checkedAt = time.GetTimestamp();
            }

            if (await LookAsync(callId) is var (call, conversation))
            {
                seenAt = time.GetTimestamp();
                foreach (var message in feed.Next(call, conversation))
                    await SendAsync(socket, message, context);
            }

            if (feed.HasEnded)
                return Over;
            if (time.GetElapsedTime(seenAt) > OutageMax)
                return Outage;
            await PauseAsync(hearing);
            if (hearing.IsCompleted)
                return await hearing;
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                return Stopping;
        }
    }

    /// <summary>The call, and then what was said, so that whoever sees an ended call sees all of it. Null when it cannot be looked at now.</summary>
    private async Task<(CallView Call, Conversation Conversation)?> LookAsync(string callId)
    {
        try
        {
            var grain = grains.GetGrain<ICallGrain>(callId);
            if (await grain.Get() is not { } call)
                return null;
            return (call, call.AnsweredAt is null ? Conversation.Empty : await grain.GetConversation());
        }
        catch (Exception e)
        {
            LogNotSeen(e, callId);
            return null;
        }
    }

    private static async Task<Farewell> HearAsync(WebSocket socket)
    {
        var buffer = new byte[1024];
        for (var heard = 0; heard <= HeardBytesMax;)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (got.MessageType == WebSocketMessageType.Close)
                return Left;
            heard += Math.Max(1, got.Count);
        }

        return TooTalkative;
    }

    private async Task SendAsync(WebSocket socket, LiveMessage message, HttpContext context)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), DoorJson.SnakeCase);
        using var late = new CancellationTokenSource(SendMax, time);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        await socket.SendAsync(json.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancelled.Token);
    }

    private async Task<bool> IsStillAllowedAsync(HttpContext context, Caller caller) =>
        await authenticator.AuthenticateAsync(context) is { } now && now.TenantId == caller.TenantId && now.Permissions.HasFlag(Permissions.CallsRead);

    private async Task PauseAsync(Task hearing)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        await Task.WhenAny(hearing, Task.Delay(LookEvery, time, woken.Token));
        await woken.CancelAsync();
    }

    private async Task CloseAsync(WebSocket socket, Farewell farewell, Task<Farewell> hearing)
    {
        using var late = new CancellationTokenSource(CloseMax, time);
        await socket.CloseOutputAsync(farewell.Status, farewell.Reason, late.Token);
        // Whoever does not close in turn is cut off.
        await hearing.WaitAsync(late.Token);
    }

    [LoggerMessage(LogLevel.Debug, "The live connection to call {CallId} broke off")]
    private partial void LogBroken(Exception error, string callId);

    [LoggerMessage(LogLevel.Debug, "Call {CallId} could not be looked at for its live connection; it is tried again")]
    private partial void LogNotSeen(Exception error, string callId);

    /// <summary>How a connection is closed.</summary>
    private sealed record Farewell(WebSocketCloseStatus Status, string Reason);
}
