using System.Text.Json;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A customer's program at Cordiul's door.</summary>
internal sealed class CordiulClient(ApiClient http) : IDisposable
{
    public const string Root = "/cordiul/api";

    private static readonly HashSet<string> EndStates = ["completed", "failed", "no_answer", "busy", "canceled"];

    public ApiClient Http => http;

    /// <summary>Signs an account up and gives its program a key.</summary>
    public static async Task<CordiulClient> SignUpAsync(ApiServer server, string country = "US", string scope = "admin") =>
        new(await (await server.SignUpAsync(country)).KeyClientAsync(scope));

    public Task<Reply> GetAsync(string path) => http.GetAsync($"{Root}/{path}");

    public Task<Reply> PostAsync(string path, object? body = null) => http.PostAsync($"{Root}/{path}", body);

    public Task<Reply> PostRawAsync(string path, string body) => http.PostRawAsync($"{Root}/{path}", body);

    public Task<Reply> DeleteAsync(string path) => http.DeleteAsync($"{Root}/{path}");

    /// <summary>Creates a contact, and answers its id.</summary>
    public async Task<string> CreateContactAsync(string phone = "+12025550199") =>
        (await PostAsync("contacts", new { phone_number = phone })).Succeeded().Str("id")!;

    /// <summary>Creates a call that must be accepted, and answers its id.</summary>
    public async Task<string> CallAsync(string contactId, string phone) =>
        (await PostAsync("calls/create", new { contact_id = contactId, phone_number = phone })).Succeeded().Str("id")!;

    /// <summary>The call once it has ended.</summary>
    public async Task<JsonElement> EndOfAsync(string callId) => (await Poll.UntilAsync(
        () => GetAsync($"calls/{callId}"), look => EndStates.Contains(look.Succeeded().Str("status")!), $"the end of call {callId}")).Succeeded();

    public void Dispose() => http.Dispose();
}

/// <summary>What Cordiul's answers have in common.</summary>
internal static class CordiulReplies
{
    private static readonly string[] Envelope = ["success", "data", "error"];

    /// <summary>The data of a request that was carried out.</summary>
    public static JsonElement Succeeded(this Reply reply)
    {
        Assert.True(reply.Status == 200, $"{reply.Status}: {reply.Content}");
        Assert.Equal(Envelope, reply.Body.Names());
        Assert.True(reply.Body.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, reply.Body.GetProperty("error").ValueKind);
        return reply.Body.GetProperty("data");
    }

    /// <summary>Fails unless this is an error in the envelope, and answers its text.</summary>
    public static string AssertFailed(this Reply reply, int status)
    {
        Assert.True(status == reply.Status, $"Expected {status}, got {reply.Status}: {reply.Content}");
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(Envelope, reply.Body.Names());
        Assert.False(reply.Body.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, reply.Body.GetProperty("data").ValueKind);
        Assert.False(string.IsNullOrWhiteSpace(reply.Text("error")));
        return reply.Text("error");
    }
}
