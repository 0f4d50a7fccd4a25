using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Switchboard.Bench.Http;

/// <summary>Opens an account as any client does.</summary>
public sealed class Account(HttpClient http)
{
    private const string Password = "correct horse battery";

    /// <summary>Signs up, logs in and mints a key.</summary>
    /// <returns>The key's secret.</returns>
    public async Task<string> CreateKeyAsync()
    {
        var email = $"{Guid.NewGuid()}@example.com";
        await PostAsync("/callfunnel/api/auth/signup", new { email, password = Password });
        var session = await PostAsync("/callfunnel/api/auth/login", new { email, password = Password });
        var key = await PostAsync("/callfunnel/api/api-keys", new { name = "bench" }, session.GetProperty("token").GetString());
        return key.GetProperty("secret").GetString()!;
    }

    private async Task<JsonElement> PostAsync(string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
