using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>
/// As much of Slack as approvals need, on this machine: an incoming webhook, the addresses at which messages are changed, and clicks that are
/// signed as Slack signs them.
/// </summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, JsonElement Message)> _posts = new();

    private FakeSlack(WebApplication app) => _app = app;

    /// <summary>The status of the answer to a message, by its path.</summary>
    public Func<string, int> Answer { get; set; } = _ => 200;

    public string WebhookUrl => $"{_app.Urls.First()}/services/T0/B0/secret-part";

    /// <summary>Every message posted so far, with the path it was posted to.</summary>
    public IReadOnlyList<(string Path, JsonElement Message)> Posts => [.. _posts];

    public static async Task<FakeSlack> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var slack = new FakeSlack(app);
        app.MapPost("/{**path}", slack.TakeAsync);
        await app.StartAsync();
        return slack;
    }

    /// <summary>Waits for a message of which this is true.</summary>
    public async Task<JsonElement> ExpectAsync(Func<string, JsonElement, bool> isIt, string what)
    {
        await Poll.UntilAsync(() => Posts.Any(post => isIt(post.Path, post.Message)), what);
        return Posts.First(post => isIt(post.Path, post.Message)).Message;
    }

    /// <summary>The message that asks for a decision on an approval.</summary>
    public Task<JsonElement> ExpectQuestionAsync(string approvalId) =>
        ExpectAsync((path, message) => path.StartsWith("/services/", StringComparison.Ordinal) && message.GetRawText().Contains(approvalId, StringComparison.Ordinal), $"the question of {approvalId}");

    /// <summary>Clicks on a button as Ann does, and answers what Slack is answered.</summary>
    public Task<Reply> ClickAsync(ApiServer server, string approvalId, string action, string secret = SigningSecret, DateTimeOffset? at = null)
    {
        var payload = JsonSerializer.Serialize(new
        {
            type = "block_actions",
            user = new { id = "U1", username = "ann", team_id = "T0" },
            response_url = $"{_app.Urls.First()}/actions/{approvalId}",
            actions = new[] { new { type = "button", block_id = "approval", action_id = action, value = approvalId } },
        });
        return SendAsync(server, $"payload={Uri.EscapeDataString(payload)}", secret, at);
    }

    /// <summary>Sends a form, signed.</summary>
    public static async Task<Reply> SendAsync(ApiServer server, string form, string secret = SigningSecret, DateTimeOffset? at = null)
    {
        var timestamp = $"{(at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds()}";
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{form}"));
        using var client = server.Client();
        return await client.SendAsync(
            HttpMethod.Post,
            "/callfunnel/api/approvals/slack/interactivity",
            new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
            ("X-Slack-Request-Timestamp", timestamp),
            ("X-Slack-Signature", $"v0={Convert.ToHexStringLower(mac)}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var path = request.Path.Value!;
        var status = Answer(path);
        if (status == 200)
            _posts.Enqueue((path, JsonElement.Parse(body.ToArray())));
        return Results.StatusCode(status);
    }
}
