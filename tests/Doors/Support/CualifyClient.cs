using System.Text.Json;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A customer's program at Cualify's door.</summary>
internal sealed class CualifyClient(ApiClient http, string root = "/cualify/api/v1") : IDisposable
{
    /// <summary>The voice agent that every organisation starts with.</summary>
    public const string AgentId = "01900000-0000-7000-8000-000000000001";

    private static readonly HashSet<string> EndStates = ["completed", "failed", "no_answer", "busy", "canceled"];

    public ApiClient Http => http;

    /// <summary>Signs an organisation up and gives its program a key.</summary>
    public static async Task<CualifyClient> SignUpAsync(ApiServer server, string country = "US", string scope = "admin") =>
        new(await (await server.SignUpAsync(country)).KeyClientAsync(scope));

    public Task<Reply> GetAsync(string path) => http.GetAsync($"{root}/{path}");

    public Task<Reply> PostAsync(string path, object body) => http.PostAsync($"{root}/{path}", body);

    public Task<Reply> PostRawAsync(string path, string body) => http.PostRawAsync($"{root}/{path}", body);

    public Task<Reply> DeleteAsync(string path) => http.DeleteAsync($"{root}/{path}");

    /// <summary>Places a call that must be accepted, and answers its id.</summary>
    public async Task<string> PlaceAsync(string to, object? metadata = null, int? maxDurationSec = null)
    {
        var body = new Dictionary<string, object> { ["agent_id"] = AgentId, ["to_e164"] = to };
        if (metadata is not null)
            body["metadata"] = metadata;
        if (maxDurationSec is { } seconds)
            body["max_duration_sec"] = seconds;
        var placed = await PostAsync("calls", body);
        Assert.True(placed.Status == 201, $"{placed.Status}: {placed.Content}");
        return placed.Body.GetProperty("data").GetProperty("id").GetString()!;
    }

    /// <summary>The call once it has ended.</summary>
    public async Task<JsonElement> EndOfAsync(string callId)
    {
        var reply = await Poll.UntilAsync(
            () => GetAsync($"calls/{callId}"),
            look => EndStates.Contains(look.Body.GetProperty("data").GetProperty("status").GetString()!),
            $"the end of call {callId}");
        return reply.Body.GetProperty("data");
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What Cualify's answers have in common.</summary>
internal static class CualifyReplies
{
    /// <summary>The thing in the envelope of a success.</summary>
    public static JsonElement Data(this Reply reply, int status = 200)
    {
        Assert.True(reply.Status == status, $"Expected {status}, got {reply.Status}: {reply.Content}");
        return reply.Body.GetProperty("data");
    }

    /// <summary>Fails unless this is an error in Cualify's envelope, and answers what is in it.</summary>
    public static JsonElement AssertRefused(this Reply reply, int status, string code, string? param = null)
    {
        Assert.True(status == reply.Status, $"Expected {status} {code}, got {reply.Status}: {reply.Content}");
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(["error"], reply.Body.EnumerateObject().Select(field => field.Name));
        var error = reply.Body.GetProperty("error");
        Assert.Equal(["code", "message", "param", "details"], error.EnumerateObject().Select(field => field.Name));
        Assert.Equal(code, error.Str("code"));
        Assert.False(string.IsNullOrWhiteSpace(error.Str("message")));
        Assert.Equal(param, error.Str("param"));
        return error;
    }

    public static string? Str(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static IEnumerable<string> Names(this JsonElement element) => element.EnumerateObject().Select(field => field.Name);

    /// <summary>Fails unless the field is an instant in ISO 8601 with Z, and answers it.</summary>
    public static DateTimeOffset Instant(this JsonElement element, string name)
    {
        var text = element.Str(name)!;
        Assert.EndsWith("Z", text, StringComparison.Ordinal);
        return DateTimeOffset.Parse(text);
    }
}
