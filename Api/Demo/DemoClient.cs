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

    /// <summary>Signs up, logs in and mints a key.</summary>
    public async Task OpenAccountAsync(string email, string password)
    {
        await PostAsync("/callfunnel/api/auth/signup", new JsonObject { ["email"] = email, ["password"] = password, ["country"] = "US" });
        var login = await PostAsync("/callfunnel/api/auth/login", new JsonObject { ["email"] = email, ["password"] = password });
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login["token"]!.GetValue<string>());
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
            ["events"] = new JsonArray("call.completed", "call.failed", "call.no_answer", "contact.created"),
        });
        return answer["secret"]!.GetValue<string>();
    }

    /// <summary>Keeps a person in the contact book; false when the number is not one.</summary>
    public async Task<bool> SaveContactAsync(DemoPerson person)
    {
        var contact = new JsonObject { ["phone_e164"] = person.Phone, ["name"] = person.Name, ["consent_capture"] = "imported" };
        var (status, _) = await SendAsync(HttpMethod.Post, "/cualify/api/v1/contacts", contact);
        return status == HttpStatusCode.OK;
    }

    /// <summary>Places a call: its id, or why not.</summary>
    public async Task<(string? CallId, string? Refusal)> PlaceCallAsync(string agentId, DemoPerson person)
    {
        var call = new JsonObject { ["agent_id"] = agentId, ["to_e164"] = person.Phone, ["metadata"] = new JsonObject { ["name"] = person.Name } };
        var (status, answer) = await SendAsync(HttpMethod.Post, "/cualify/api/v1/calls", call);
        return status == HttpStatusCode.Created
            ? (answer["data"]!["id"]!.GetValue<string>(), null)
            : (null, answer["error"]!["message"]!.GetValue<string>());
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

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> PostAsync(string path, JsonObject body) => Expect(path, await SendAsync(HttpMethod.Post, path, body));

    private static JsonNode Expect(string path, (HttpStatusCode Status, JsonNode Body) answer) => (int)answer.Status < 300
        ? answer.Body
        : throw new DemoException($"{path} was answered with {(int)answer.Status}: {answer.Body.ToJsonString()}");

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
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
