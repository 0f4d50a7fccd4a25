using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchboard.Api.Demo;

/// <summary>A customer's program: nothing but HTTP requests to the doors.</summary>
internal sealed class DemoClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };

    /// <summary>Where the server is.</summary>
    public Uri Server { get; } = server;

    /// <summary>The API key, once there is one.</summary>
    public string Key { get; private set; } = "";

    private AuthenticationHeaderValue? Owner { get; set; }

    /// <summary>Signs up, logs in and mints a key.</summary>
    public async Task OpenAccountAsync(string email, string password)
    {
        await PostAsync("/callfunnel/api/auth/signup", new JsonObject { ["email"] = email, ["password"] = password, ["country"] = "US" });
        var login = await PostAsync("/callfunnel/api/auth/login", new JsonObject { ["email"] = email, ["password"] = password });
        _http.DefaultRequestHeaders.Authorization = Owner = new AuthenticationHeaderValue("Bearer", login["token"]!.GetValue<string>());
        var key = await PostAsync("/callfunnel/api/api-keys", new JsonObject { ["name"] = "demo" });
        Key = key["secret"]!.GetValue<string>();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Pays by the sandbox checkout.</summary>
    public async Task TopUpAsync(long minor)
    {
        var intent = await PostAsync("/callfunnel/api/billing/topup", new JsonObject { ["amount_minor"] = minor });
        using var paid = await _http.PostAsync(new Uri(intent["checkout_url"]!.GetValue<string>() + "/pay"), null);
        if ((int)paid.StatusCode >= 400) throw new DemoException($"The sandbox payment was answered with {(int)paid.StatusCode}.");
    }

    /// <summary>Registers the endpoint, and returns its secret.</summary>
    public async Task<string> RegisterWebhookAsync(Uri url)
    {
        var answer = await PostAsync("/cualify/api/v1/webhooks", new JsonObject
        {
            ["url"] = url.ToString(),
            ["events"] = new JsonArray("call.completed", "call.failed", "call.no_answer"),
        });
        return answer["secret"]!.GetValue<string>();
    }

    /// <summary>All calls, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListCallsAsync()
    {
        var calls = new List<JsonNode>();
        while (true)
        {
            var page = await GetAsync($"/cualify/api/v1/calls?limit=100&offset={calls.Count}");
            calls.AddRange(page["data"]!.AsArray().Select(call => call!));
            if (!page["pagination"]!["has_more"]!.GetValue<bool>()) return calls;
        }
    }

    /// <summary>Gets a document.</summary>
    public async Task<JsonNode> GetAsync(string path) => Expect(path, await SendAsync(HttpMethod.Get, path, null));

    /// <summary>Posts a document, or nothing.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonObject? body = null) => Expect(path, await SendAsync(HttpMethod.Post, path, Json(body)));

    /// <summary>Posts a document; false when it is refused.</summary>
    public async Task<bool> TryPostAsync(string path, JsonObject body) => (int)(await SendAsync(HttpMethod.Post, path, Json(body))).Status < 300;

    /// <summary>Puts a document.</summary>
    public async Task<JsonNode> PutAsync(string path, JsonObject body) => Expect(path, await SendAsync(HttpMethod.Put, path, Json(body)));

    /// <summary>Puts a document as the person who is logged in: some things a program may not do.</summary>
    public async Task<JsonNode> PutAsOwnerAsync(string path, JsonObject body) => Expect(path, await SendAsync(HttpMethod.Put, path, Json(body), Owner));

    /// <summary>Uploads a file.</summary>
    public async Task<JsonNode> UploadAsync(string path, string file)
    {
        using var form = new MultipartFormDataContent { { new StreamContent(File.OpenRead(file)), "file", Path.GetFileName(file) } };
        return Expect(path, await SendAsync(HttpMethod.Post, path, form));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static JsonContent? Json(JsonObject? body) => body is null ? null : JsonContent.Create(body);

    private static JsonNode Expect(string path, (HttpStatusCode Status, JsonNode Body) answer) => (int)answer.Status < 300
        ? answer.Body
        : throw new DemoException($"{path} was answered with {(int)answer.Status}: {answer.Body.ToJsonString()}");

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(
        HttpMethod method, string path, HttpContent? body, AuthenticationHeaderValue? credential = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (credential is not null) request.Headers.Authorization = credential;
        using var response = await _http.SendAsync(request);
        try
        {
            return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()) ?? new JsonObject());
        }
        catch (JsonException e)
        {
            throw new DemoException($"{path} was answered with {(int)response.StatusCode} and no JSON.", e);
        }
    }
}

/// <summary>The demo found something that is not as it should be.</summary>
internal sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
