using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A customer's program at NextNeural's door. Paths are as the document prints them: <c>v1/…</c> and <c>api/voice/…</c>.</summary>
internal sealed class NextNeuralClient(ApiClient http, Account account) : IDisposable
{
    public const string Root = "/nextneural";

    /// <summary>The voice agent that every organisation starts with.</summary>
    public const string AgentId = "01900000-0000-7000-8000-000000000001";

    public ApiClient Http => http;

    /// <summary>The organisation's owner, for further keys and for other doors.</summary>
    public Account Account => account;

    /// <summary>Signs an organisation up and gives its program a key.</summary>
    public static async Task<NextNeuralClient> SignUpAsync(ApiServer server, string country = "US", string scope = "admin") =>
        await OfAsync(await server.SignUpAsync(country), scope);

    /// <summary>A program of an organisation that is there already, with a key of its own.</summary>
    public static async Task<NextNeuralClient> OfAsync(Account account, string scope = "admin") => new(await account.KeyClientAsync(scope), account);

    public Task<Reply> GetAsync(string path) => http.GetAsync($"{Root}/{path}");

    public Task<Reply> PostAsync(string path, object? body = null) => http.PostAsync($"{Root}/{path}", body);

    public Task<Reply> PostRawAsync(string path, string body) => http.PostRawAsync($"{Root}/{path}", body);

    public Task<Reply> PatchAsync(string path, object body) => http.SendAsync(HttpMethod.Patch, $"{Root}/{path}", JsonContent.Create(body));

    public Task<Reply> DeleteAsync(string path) => http.DeleteAsync($"{Root}/{path}");

    /// <summary>Posts a form with a file in it, and text fields beside it.</summary>
    public async Task<Reply> UploadAsync(string path, string field, string fileName, byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, field, fileName);
        return await http.SendAsync(HttpMethod.Post, $"{Root}/{path}", form);
    }

    /// <summary>Posts a CSV file in the form's field <c>file</c>.</summary>
    public Task<Reply> UploadCsvAsync(string path, string csv) => UploadAsync(path, "file", "people.csv", Encoding.UTF8.GetBytes(csv));

    /// <summary>Creates a contact that must be taken, and answers its id.</summary>
    public async Task<string> CreateContactAsync(string phone, string name = "Riya Sharma", params string[] tags) =>
        (await PostAsync("v1/contacts", new { name, phone, tags })).Ok(201).Str("uuid")!;

    public void Dispose() => http.Dispose();
}

/// <summary>What NextNeural's answers have in common.</summary>
internal static class NextNeuralReplies
{
    /// <summary>The body of a success.</summary>
    public static JsonElement Ok(this Reply reply, int status = 200)
    {
        Assert.True(reply.Status == status, $"Expected {status}, got {reply.Status}: {reply.Content}");
        Assert.Equal("application/json", reply.ContentType);
        return reply.Body;
    }

    /// <summary>Fails unless this is the door's error: <c>detail</c> and nothing else, with this text if one is given. Answers the text.</summary>
    public static string AssertDetail(this Reply reply, int status, string? detail = null)
    {
        Assert.True(status == reply.Status, $"Expected {status} {detail}, got {reply.Status}: {reply.Content}");
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(["detail"], reply.Body.Names());
        string text = reply.Body.Str("detail")!;
        Assert.False(string.IsNullOrWhiteSpace(text));
        if (detail is not null)
            Assert.Equal(detail, text);
        return text;
    }
}
