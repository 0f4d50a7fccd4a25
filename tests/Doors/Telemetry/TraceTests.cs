using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.CallFunnel;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Telemetry;

/// <summary>One trace a call, from the request that asks for it to its last webhook.</summary>
public sealed class TraceTests(ApprovalFixture fixture) : IClassFixture<ApprovalFixture>
{
    private const string Answered = "+12025550100";
    private const string Busy = "+12025550101";

    private static readonly string[] Events = ["call.completed", "call.failed", "call.no_answer"];

    [Fact]
    public async Task All_that_happens_to_a_call_is_one_trace_that_begins_with_its_callers()
    {
        using var recorder = new SpanRecorder();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(201, (await client.Program.PostAsync("/cualify/api/v1/webhooks", new { url = receiver.Url, events = Events })).Status);
        var (traceId, spanId) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        var deciders = ActivityTraceId.CreateRandom().ToHexString();

        await PlaceAsync(client.Program, ApprovalFixture.AsksForDiscount, $"00-{traceId}-{spanId}-01");
        var queue = await Poll.UntilAsync(() => client.GetAsync("approvals"), reply => reply.Body.GetProperty("approvals").GetArrayLength() == 1, "the approval");
        var decision = await client.Program.SendAsync(
            HttpMethod.Post, $"/callfunnel/api/approvals/{queue.Body.GetProperty("approvals")[0].Str("id")}/decide",
            new StringContent("""{"decision":"approve"}""", Encoding.UTF8, "application/json"), ("traceparent", $"00-{deciders}-{ActivitySpanId.CreateRandom().ToHexString()}-01"));
        Assert.True(decision.Status == 200, decision.Content);
        var delivery = (await receiver.ExpectAsync(1))[0];

        string[] expected =
        [
            "ICallGrain/Place", "call Place", "store commit", "IWalletGrain/Hold", "call LineGranted", "call Report", "IApprovalGrain/Open",
            "call ApprovalDecided", "IWalletGrain/Settle", "webhook attempt",
        ];
        await Poll.UntilAsync(
            () => expected.Except(recorder.Of(traceId).Select(span => span.OperationName)).Any() is false && recorder.Of(traceId).Any(span => span.Source.Name == "Microsoft.AspNetCore"),
            $"the spans {string.Join(", ", expected)}");

        // One tree: whoever opens the trace finds each step below what led to it, and the caller's own span on top.
        await Poll.UntilAsync(
            () => recorder.Of(traceId) is var spans && spans.All(span => span.ParentSpanId.ToHexString() is var parent && (parent == spanId || spans.Any(other => other.SpanId.ToHexString() == parent))),
            "every span's parent in the trace");
        Assert.Equal(1, recorder.Of(traceId).Count(span => span.ParentSpanId.ToHexString() == spanId));

        // Who decided did so in a trace of their own, which the call's step is linked to.
        var decided = recorder.Of(traceId).Single(span => span.OperationName == "call ApprovalDecided");
        Assert.Equal(deciders, Assert.Single(decided.Links).Context.TraceId.ToHexString());

        var sent = ActivityContext.Parse(delivery.Headers["traceparent"], traceState: null);
        Assert.Equal((traceId, ActivityTraceFlags.Recorded), (sent.TraceId.ToHexString(), sent.TraceFlags));
        var attempt = recorder.Of(traceId).Single(span => span.SpanId == sent.SpanId);
        Assert.Equal(("webhook attempt", ActivityKind.Client, 204), (attempt.OperationName, attempt.Kind, attempt.GetTagItem("http.response.status_code")));

        Assert.All(recorder.Of(traceId).Where(span => span.Source.Name != "Microsoft.AspNetCore"), span => Assert.All(
            span.TagObjects, tag => Assert.DoesNotContain(ApprovalFixture.AsksForDiscount[1..], $"{tag.Value}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_trace_that_is_not_recorded_goes_on_unrecorded_to_the_webhook()
    {
        using var recorder = new SpanRecorder();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await SignUpAsync(receiver);
        var traceId = ActivityTraceId.CreateRandom().ToHexString();

        await PlaceAsync(client.Http, Busy, $"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-00");
        var delivery = (await receiver.ExpectAsync(1))[0];

        var sent = ActivityContext.Parse(delivery.Headers["traceparent"], traceState: null);
        Assert.Equal((traceId, ActivityTraceFlags.None), (sent.TraceId.ToHexString(), sent.TraceFlags));
        Assert.DoesNotContain(recorder.Of(traceId), span => span.Recorded);
    }

    [Fact]
    public async Task Each_call_of_a_campaign_is_a_trace_of_its_own()
    {
        using var recorder = new SpanRecorder();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(201, (await client.Program.PostAsync("/cualify/api/v1/webhooks", new { url = receiver.Url, events = Events })).Status);
        var workflow = await client.CreateReadyWorkflowAsync(Answered, Busy, "+12025550104");
        Assert.Equal(200, (await client.PutAsync($"workflows/{workflow}", new { retry_policy = new { max_attempts = 1 } })).Status);

        await client.RunAsync(workflow);
        var deliveries = await receiver.ExpectAsync(3);

        var traces = deliveries.Select(delivery => ActivityContext.Parse(delivery.Headers["traceparent"], traceState: null).TraceId.ToHexString()).ToList();
        Assert.Equal(3, traces.Distinct().Count());
        foreach (var trace in traces)
        {
            await Poll.UntilAsync(() => recorder.Of(trace).Any(span => span.OperationName == "campaign call"), "the beginning of the trace");
            Assert.Single(recorder.Of(trace).Where(span => span.OperationName.StartsWith("call ", StringComparison.Ordinal)).Select(span => span.GetTagItem("switchboard.call.id")).Distinct());
        }
    }

    [Fact]
    public async Task Without_anybody_who_records_nothing_is_kept_and_nothing_is_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await SignUpAsync(receiver);
        await PlaceAsync(client.Http, Busy, $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        Assert.DoesNotContain("traceparent", (await receiver.ExpectAsync(1))[0].Headers.Keys);
    }

    [Fact]
    public async Task A_collector_gets_the_spans_and_no_telephone_number()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await ApiServer.StartAsync([.. ServerFixture.Settings, ("Telemetry:Otlp", collector.Url)]);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await SignUpAsync(receiver, server);
        await PlaceAsync(client.Http, Busy, traceParent: null);
        await client.Http.DeleteAsync($"/callfunnel/api/dnc/{Uri.EscapeDataString(Busy)}");
        await client.Http.GetAsync($"/callfunnel/api/dnc/check?phone_e164={Uri.EscapeDataString(Busy)}");
        Assert.Contains("traceparent", (await receiver.ExpectAsync(1))[0].Headers.Keys);

        await Poll.UntilAsync(
            () => new[] { "webhook attempt", "IWalletGrain/Settle", "store commit", "/dnc/{phone_e164}", "/dnc/check" }.All(collector.Has), "the spans at the collector");

        Assert.False(collector.Has(Busy[1..]));
        Assert.False(collector.Has(client.Http.Bearer!));
    }

    private async Task<CualifyClient> SignUpAsync(WebhookReceiver receiver, ApiServer? server = null)
    {
        var client = await CualifyClient.SignUpAsync(server ?? fixture.Server);
        Assert.Equal(201, (await client.PostAsync("webhooks", new { url = receiver.Url, events = Events })).Status);
        return client;
    }

    private static async Task PlaceAsync(ApiClient client, string to, string? traceParent)
    {
        using var body = new StringContent($$"""{"agent_id":"{{CualifyClient.AgentId}}","to_e164":"{{to}}"}""", Encoding.UTF8, "application/json");
        (string, string)[] headers = traceParent is null ? [] : [("traceparent", traceParent)];
        Assert.Equal(201, (await client.SendAsync(HttpMethod.Post, "/cualify/api/v1/calls", body, headers)).Status);
    }

    /// <summary>Takes what is exported to it, as it comes.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly ConcurrentQueue<string> _exports = new();

        private Collector(WebApplication app) => _app = app;

        public string Url => _app.Urls.First();

        /// <summary>Whether a text is in it; texts are as they are in protocol buffers.</summary>
        public bool Has(string text) => _exports.Any(export => export.Contains(text, StringComparison.Ordinal));

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var collector = new Collector(app);
            app.MapPost("/v1/traces", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                collector._exports.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
            });
            await app.StartAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
