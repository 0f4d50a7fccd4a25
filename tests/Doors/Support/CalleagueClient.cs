using System.Text.Json;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A customer's program at Calleague's door.</summary>
internal sealed class CalleagueClient(ApiClient http) : IDisposable
{
    public const string Root = "/calleague/api/core";

    /// <summary>The voice assistant that every workspace starts with.</summary>
    public const string AgentId = "ag_01900000000070008000000000000001";

    public ApiClient Http => http;

    /// <summary>Signs a workspace up and gives its program a key.</summary>
    public static async Task<CalleagueClient> SignUpAsync(ApiServer server, string country = "US", string scope = "admin") =>
        new(await (await server.SignUpAsync(country)).KeyClientAsync(scope));

    public Task<Reply> GetAsync(string path) => http.GetAsync($"{Root}/{path}");

    public Task<Reply> PostAsync(string path, object? body = null) => http.PostAsync($"{Root}/{path}", body);

    public Task<Reply> PostRawAsync(string path, string body) => http.PostRawAsync($"{Root}/{path}", body);

    public Task<Reply> DeleteAsync(string path) => http.DeleteAsync($"{Root}/{path}");

    /// <summary>Starts a call that must be accepted, and answers its id.</summary>
    public async Task<string> StartAsync(string to, object? metadata = null)
    {
        var started = await PostAsync("voice/agent/call", metadata is null ? new { agentId = AgentId, to } : new { agentId = AgentId, to, metadata });
        Assert.True(started.Status == 200, $"{started.Status}: {started.Content}");
        return started.Text("callId");
    }

    /// <summary>The call once it has ended.</summary>
    public async Task<JsonElement> EndOfAsync(string callId) => (await Poll.UntilAsync(
        () => GetAsync($"voice/call/{callId}"), look => look.Body.GetProperty("endedAt").ValueKind != JsonValueKind.Null, $"the end of call {callId}")).Body;

    public void Dispose() => http.Dispose();
}

/// <summary>What Calleague's answers have in common.</summary>
internal static class CalleagueReplies
{
    /// <summary>Fails unless this is an error as the document prints it, and answers its message.</summary>
    public static string AssertCode(this Reply reply, int status)
    {
        Assert.True(status == reply.Status, $"Expected {status}, got {reply.Status}: {reply.Content}");
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(["code", "message"], reply.Body.Names());
        Assert.Equal(status, reply.Body.Int("code"));
        Assert.False(string.IsNullOrWhiteSpace(reply.Text("message")));
        return reply.Text("message");
    }

    /// <summary>The items of a list, of which there must be so many on all pages.</summary>
    public static IReadOnlyList<JsonElement> List(this Reply reply, int total)
    {
        Assert.True(reply.Status == 200, $"{reply.Status}: {reply.Content}");
        Assert.Equal(["total", "list"], reply.Body.Names());
        Assert.Equal(total, reply.Body.Int("total"));
        return [.. reply.Body.GetProperty("list").EnumerateArray()];
    }
}
