using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Calls;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Webhooks;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Silo.Webhooks;

/// <summary>What the tests of webhooks do to a node.</summary>
internal static class WebhookFixture
{
    /// <summary>Receivers on this machine, and retries without long waits.</summary>
    public static readonly (string, string)[] Settings =
    [
        ("Webhooks:AllowHttp", "true"),
        ("Webhooks:AllowPrivateNetworks", "true"),
        ("Webhooks:RetrySeconds", "0.1,0.2,0.4,0.8"),
        ("Webhooks:SweepAfterSeconds", "1"),
    ];

    private static long _sequence;

    public static WebhookService Webhooks(this EngineFixture engine) => engine.Services.GetRequiredService<WebhookService>();

    public static async Task<(WebhookEndpoint Endpoint, SigningSecret Secret)> RegisterAsync(
        this EngineFixture engine, string tenantId, TestSink sink, string door = "cualify", params string[] events)
    {
        var result = await engine.Webhooks().RegisterAsync(new RegisterWebhook(
            tenantId, door, null, sink.Url + "hook", events.Length == 0 ? ["call.completed"] : events, new Dictionary<string, string>()));
        Assert.Null(result.Refusal);
        return (result.Endpoint!, result.Secret!);
    }

    /// <summary>Commits events as a call would.</summary>
    public static async Task<IReadOnlyList<EngineEvent>> CommitEventsAsync(this EngineFixture engine, string tenantId, int count, bool onStream, string type = EventTypes.CallCompleted)
    {
        var events = Enumerable.Range(0, count).Select(_ => NewEvent(tenantId, type)).ToList();
        foreach (var chunk in events.Chunk(500))
        {
            var set = new WriteSet();
            foreach (var engineEvent in chunk)
                EventLog.Append(set, engineEvent, publish: true);
            Assert.IsType<CommitVerdict.Committed>(await engine.Store.CommitAsync(set));
        }

        if (onStream)
            engine.Services.GetRequiredService<EventPublisher>().Publish(events);
        return events;
    }

    public static Task ReceivesAsync(this TestSink sink, int count) => Eventually.Async(
        () => Task.FromResult(sink.Requests.Count >= count),
        () => $"The receiver has {sink.Requests.Count} of {count} requests");

    public static string MessageOf(this TestSink.Received request) => request.Headers["webhook-id"];

    public static Func<HttpContext, Task> Answer(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static EngineEvent NewEvent(string tenantId, string type)
    {
        var now = TimeProvider.System.GetUtcNow();
        string callId = Guid.CreateVersion7(now).ToString();
        var call = new CallView(
            callId, tenantId, CallStatus.Completed, Guid.Empty.ToString(), "+12025550100", null, "en-US", 300, """{"n":1}""", null, null, 1, "simulator", "sim_1",
            now, now, now, now, 30, 6, AnsweredBy.Human, "completed", "interested", "positive", "interested", null, false);
        return new EngineEvent(Guid.CreateVersion7(now).ToString(), tenantId, type, callId, Interlocked.Increment(ref _sequence), now, CallJson.Write(call));
    }
}
