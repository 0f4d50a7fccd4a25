using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Switchboard.Tests.Api.Support;

/// <summary>Sends requests as an outsider does, and looks at exactly what comes back.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address) => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        BaseAddress = address,
    };

    public string? Bearer
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Posts an object as JSON.</summary>
    public Task<Reply> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : Json(JsonSerializer.SerializeToUtf8Bytes(body)));

    /// <summary>Posts bytes that say of themselves that they are JSON.</summary>
    public Task<Reply> PostRawAsync(string path, byte[] body) => SendAsync(HttpMethod.Post, path, Json(body));

    public Task<Reply> PostRawAsync(string path, string body) => PostRawAsync(path, Encoding.UTF8.GetBytes(body));

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}

/// <summary>An answer.</summary>
internal sealed record Reply(int Status, string? ContentType, string Content, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The JSON object in it.</summary>
    public JsonElement Body { get; } = ContentType is "application/json" && Content.Length > 0 ? JsonElement.Parse(Content) : default;

    public static async Task<Reply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    public string Text(string name) => Body.GetProperty(name).GetString()!;

    public long Number(string name) => Body.GetProperty(name).GetInt64();

    /// <summary>Fails unless this is CallFunnel's error of that status and code.</summary>
    public void AssertError(int status, string code, string? field = null)
    {
        Assert.True(status == Status, $"Expected {status} {code}, got {Status}: {Content}");
        Assert.Equal(code, Text("code"));
        Assert.False(string.IsNullOrWhiteSpace(Text("error")));
        if (field is not null)
            Assert.Equal(field, Text("field"));
    }
}
