using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Switchboard.Tests.Grains.Webhooks;

namespace Switchboard.Tests.Grains.RuleBooks;

/// <summary>Anthropic's Messages API on this machine, answering what a test tells it, in turn; the last answer is repeated.</summary>
internal sealed class FakeAnthropic : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers;
    private TestSink _sink = null!;

    private FakeAnthropic(IEnumerable<Func<HttpContext, Task>> answers) => _answers = new(answers);

    public string Url => _sink.Url.AbsoluteUri;

    public IReadOnlyList<TestSink.Received> Requests => _sink.Requests;

    /// <summary>The bodies of the requests, as JSON.</summary>
    public IReadOnlyList<JsonNode> Bodies => [.. Requests.Select(request => JsonNode.Parse(request.Body)!)];

    public static async Task<FakeAnthropic> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var fake = new FakeAnthropic(answers);
        fake._sink = await TestSink.StartAsync(fake.AnswerAsync);
        return fake;
    }

    /// <summary>A message with this text.</summary>
    public static Func<HttpContext, Task> Says(string text, string stopReason = "end_turn") => context => WriteAsync(context, 200, JsonSerializer.Serialize(new
    {
        id = "msg_01",
        type = "message",
        role = "assistant",
        model = "a-model",
        content = new[] { new { type = "text", text } },
        stop_reason = stopReason,
        stop_sequence = (string?)null,
        usage = new { input_tokens = 10, output_tokens = 20 },
    }));

    /// <summary>An error of the API.</summary>
    public static Func<HttpContext, Task> Fails(int status, string type) => context => WriteAsync(
        context, status, JsonSerializer.Serialize(new { type = "error", error = new { type, message = $"about {context.Request.Headers.Authorization}{context.Request.Headers["x-api-key"]}" } }));

    /// <summary>A body that is no message.</summary>
    public static Func<HttpContext, Task> Garbage(string body) => context => WriteAsync(context, 200, body);

    /// <summary>No answer until the caller hangs up.</summary>
    public static Func<HttpContext, Task> Hangs { get; } = async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    private Task AnswerAsync(HttpContext context) =>
        (_answers.Count > 1 && _answers.TryDequeue(out var next)) || _answers.TryPeek(out next) ? next(context) : Task.CompletedTask;

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json)).AsTask();
    }
}
