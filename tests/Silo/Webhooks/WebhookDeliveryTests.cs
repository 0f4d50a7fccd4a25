using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Webhooks;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Silo.Webhooks;

/// <summary>From a committed event to a receiver on this machine, on a real host and a real store.</summary>
public sealed class WebhookDeliveryTests
{
    [Fact]
    public async Task A_calls_end_reaches_every_doors_endpoint_signed()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, agent) = await engine.SignUpAsync("IN");
        var (cualify, cualifySecret) = await engine.RegisterAsync(tenant.Id, sink);
        var (_, nextNeuralSecret) = await engine.RegisterAsync(tenant.Id, sink, "nextneural", "call.started", "call.ended");
        await engine.RegisterAsync(tenant.Id, sink, "calleague", "recording.ready");

        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, "+12025550100");
        await sink.ReceivesAsync(4);

        var cualifyRequest = Assert.Single(sink.Requests, r => r.Headers.ContainsKey("x-cualify-event"));
        using var body = JsonDocument.Parse(cualifyRequest.Body);
        Assert.Equal("call.completed", body.RootElement.GetProperty("event").GetString());
        Assert.Equal(cualifyRequest.MessageOf(), body.RootElement.GetProperty("id").GetString());
        Assert.Equal(placed.Call!.Id, body.RootElement.GetProperty("data").GetProperty("call_id").GetString());
        Assert.Equal(30, body.RootElement.GetProperty("data").GetProperty("duration_sec").GetInt32());
        var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(cualifyRequest.Headers["x-cualify-timestamp"]));
        Assert.Equal(cualifySecret.SignCualify(at, cualifyRequest.Body), cualifyRequest.Headers["x-cualify-signature"]);
        CheckStandardSignature(cualifyRequest, cualifySecret);
        CheckStandardSignature(Assert.Single(sink.Requests, r => Encoding.UTF8.GetString(r.Body).Contains("call.started", StringComparison.Ordinal)), nextNeuralSecret);
        var ended = Assert.Single(sink.Requests, r => Encoding.UTF8.GetString(r.Body).StartsWith("{\"event\":\"call.ended\"", StringComparison.Ordinal));
        using var endedBody = JsonDocument.Parse(ended.Body);
        Assert.NotEmpty(endedBody.RootElement.GetProperty("data").GetProperty("transcript").EnumerateArray());
        // The end of the call is one event, whichever door tells of it.
        Assert.Equal(3, sink.Requests.Select(r => r.MessageOf()).Distinct().Count());

        await LastStatusAsync(engine, cualify, 200);
        var log = await engine.Webhooks().AttemptsAsync(tenant.Id, cualify.Id, 10, 0);
        var attempt = Assert.Single(log!.Attempts);
        Assert.Equal((1L, 1, (int?)200, true, "call.completed"), (log.Total, attempt.Number, attempt.StatusCode, attempt.IsSuccess, attempt.Name));
    }

    [Fact]
    public async Task A_failing_receiver_gets_the_same_message_again_until_it_takes_it()
    {
        int asked = 0;
        await using var sink = await TestSink.StartAsync(context => WebhookFixture.Answer(Interlocked.Increment(ref asked) < 3 ? 500 : 200)(context));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        var (endpoint, secret) = await engine.RegisterAsync(tenant.Id, sink);

        await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await sink.ReceivesAsync(3);

        Assert.Single(sink.Requests.Select(r => r.MessageOf()).Distinct());
        Assert.Single(sink.Requests.Select(r => Convert.ToHexString(r.Body)).Distinct());
        Assert.Equal(3, sink.Requests.Select(r => r.Headers["x-cualify-delivery"]).Distinct().Count());
        Assert.All(sink.Requests, request => CheckStandardSignature(request, secret));
        await LastStatusAsync(engine, endpoint, 200);
        var log = await engine.Webhooks().AttemptsAsync(tenant.Id, endpoint.Id, 10, 0);
        Assert.Equal([(3, 200), (2, 500), (1, 500)], log!.Attempts.Select(a => (a.Number, a.StatusCode!.Value)));
        Assert.Equal("delivered", await StatusOfOnlyDeliveryAsync(engine));
    }

    [Fact]
    public async Task A_receiver_that_never_takes_it_is_left_alone_in_the_end()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(500));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);

        await Eventually.Async(async () => await StatusOfOnlyDeliveryAsync(engine) == "failed", () => "The delivery is not given up");
        Assert.Equal(5, sink.Requests.Count);
    }

    [Fact]
    public async Task Events_that_no_stream_delivered_are_found()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        var events = await engine.CommitEventsAsync(tenant.Id, 700, onStream: false);
        await sink.ReceivesAsync(700);

        Assert.Equal(events.Select(e => MessageId.Of(e.Id)).Order(), sink.Requests.Select(r => r.MessageOf()).Order());
    }

    [Fact]
    public async Task Events_are_dispatched_once_however_often_they_come()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        var events = await engine.CommitEventsAsync(tenant.Id, 5, onStream: true);
        var publisher = engine.Services.GetRequiredService<EventPublisher>();
        publisher.Publish(events);
        await engine.Grains.GetGrain<IWebhookDispatchGrain>(tenant.Id).Sweep();
        publisher.Publish(events);
        await sink.ReceivesAsync(5);
        var last = await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await sink.ReceivesAsync(6);

        Assert.Equal(events.Concat(last).Select(e => MessageId.Of(e.Id)).Order(), sink.Requests.Select(r => r.MessageOf()).Order());
    }

    [Fact]
    public async Task Deliveries_that_no_grain_was_told_of_are_found()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        var (endpoint, _) = await engine.RegisterAsync(tenant.Id, sink);
        var events = await engine.CommitEventsAsync(tenant.Id, 1, onStream: false);
        // As a node leaves it that dies between the commit of a delivery and its word to the endpoint.
        var now = TimeProvider.System.GetUtcNow();
        await engine.Store.CommitAsync(new WriteSet()
            .Update(EventTables.Events, new Row { ["id"] = events[0].Id, ["published"] = true })
            .Insert(WebhookTables.Deliveries, new Row
            {
                ["event_id"] = events[0].Id, ["endpoint_id"] = endpoint.Id, ["name"] = "call.completed", ["status"] = "pending",
                ["attempts"] = 0, ["next_attempt_at"] = now, ["created_at"] = now,
            }));

        await using var next = await EngineFixture.StartAsync(await engine.StopAsync(), WebhookFixture.Settings);
        await sink.ReceivesAsync(1);

        Assert.Equal(MessageId.Of(events[0].Id), sink.Requests[0].MessageOf());
    }

    [Fact]
    public async Task A_delivery_whose_result_was_lost_in_a_crash_is_sent_again()
    {
        BreakableStore? store = null;
        await using var sink = await TestSink.StartAsync(context =>
        {
            // The receiver has the message, and the node dies before it can write that down.
            store!.Break();
            return WebhookFixture.Answer(200)(context);
        });
        var engine = await EngineFixture.StartAsync(null, BreakableStore.Replace, WebhookFixture.Settings);
        store = engine.Services.GetRequiredService<BreakableStore>();
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);
        await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await sink.ReceivesAsync(1);

        await using var next = await EngineFixture.StartAsync(await engine.StopAsync(), WebhookFixture.Settings);
        await sink.ReceivesAsync(2);

        Assert.Single(sink.Requests.Select(r => r.MessageOf()).Distinct());
        Assert.Single(sink.Requests.Select(r => Convert.ToHexString(r.Body)).Distinct());
        await Eventually.Async(async () => await StatusOfOnlyDeliveryAsync(next) == "delivered", () => "The second time is not written down");
    }

    [Fact]
    public async Task A_node_that_stops_in_order_waits_for_its_attempts_and_repeats_none()
    {
        var release = new TaskCompletionSource();
        await using var sink = await TestSink.StartAsync(context => release.Task.WaitAsync(context.RequestAborted));
        var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);
        await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await sink.ReceivesAsync(1);

        var stopping = engine.StopAsync();
        release.SetResult();
        await using var next = await EngineFixture.StartAsync(await stopping, WebhookFixture.Settings);
        await next.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await sink.ReceivesAsync(2);

        Assert.Equal(2, sink.Requests.Select(r => r.MessageOf()).Distinct().Count());
        await Eventually.Async(
            async () => await CountAsync(next, "SELECT COUNT(*) AS n FROM webhook_deliveries WHERE status = 'delivered'") == 2,
            () => "Not both are delivered");
    }

    [Fact]
    public async Task Endpoints_whose_secrets_cannot_be_read_wait_for_the_right_key()
    {
        const string Right = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        const string Wrong = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        var engine = await EngineFixture.StartAsync(null, [.. WebhookFixture.Settings, ("Secrets:MasterKey", Right)]);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        var locked = await EngineFixture.StartAsync(await engine.StopAsync(), [.. WebhookFixture.Settings, ("Secrets:MasterKey", Wrong)]);
        await locked.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await Eventually.Async(async () => await StatusOfOnlyDeliveryAsync(locked) == "pending", () => "The event is not dispatched");
        Assert.Single(await locked.Webhooks().ListAsync(tenant.Id));

        await using var next = await EngineFixture.StartAsync(await locked.StopAsync(), [.. WebhookFixture.Settings, ("Secrets:MasterKey", Right)]);
        await sink.ReceivesAsync(1);
        Assert.Single(sink.Requests);
    }

    [Fact]
    public async Task A_healthy_receiver_gets_each_message_once_even_when_reads_lag_behind_commits()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await using var engine = await EngineFixture.StartAsync(null, BreakableStore.Replace, WebhookFixture.Settings);
        engine.Services.GetRequiredService<BreakableStore>().ReadsAreOld = true;
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        await engine.CommitEventsAsync(tenant.Id, 3000, onStream: true);
        await Eventually.Async(
            async () => await CountAsync(engine, "SELECT COUNT(*) AS n FROM webhook_deliveries WHERE status = 'delivered'") == 3000,
            () => $"Not everything is delivered after {sink.Requests.Count} requests");

        Assert.Equal(3000, sink.Requests.Count);
    }

    [Fact]
    public async Task A_dead_receiver_holds_nobody_else_up()
    {
        await using var dead = await TestSink.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var healthy = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await using var engine = await EngineFixture.StartAsync(null, [.. WebhookFixture.Settings, ("Webhooks:AttemptSeconds", "30")]);
        var (tenant, _) = await engine.SignUpAsync();
        var (deadEndpoint, _) = await engine.RegisterAsync(tenant.Id, dead);
        await engine.RegisterAsync(tenant.Id, healthy);

        await engine.CommitEventsAsync(tenant.Id, 500, onStream: true);
        await healthy.ReceivesAsync(500);

        Assert.InRange(dead.Requests.Count, 1, 32);
        Assert.Empty((await engine.Webhooks().AttemptsAsync(tenant.Id, deadEndpoint.Id, 10, 0))!.Attempts);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_switched_off_with_an_event()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(410));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        var (endpoint, _) = await engine.RegisterAsync(tenant.Id, sink);

        await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await Eventually.Async(
            async () => (await engine.Webhooks().ListAsync(tenant.Id))[0] is { IsActive: false, DisabledReason: "gone", LastStatus: 410 },
            () => "The endpoint stays active");
        await engine.CommitEventsAsync(tenant.Id, 3, onStream: true);
        await engine.Grains.GetGrain<IWebhookDispatchGrain>(tenant.Id).Sweep();

        var happened = Assert.Single(await engine.Services.GetRequiredService<EventLog>().TimelineAsync(tenant.Id, endpoint.Id, 0, 10));
        Assert.Equal(EventTypes.WebhookDisabled, happened.Type);
        Assert.Contains("gone", happened.Data, StringComparison.Ordinal);
        Assert.Single(sink.Requests);
    }

    [Fact]
    public async Task The_breaker_leaves_a_failing_receiver_alone_and_finds_out_when_it_is_back()
    {
        bool isBack = false;
        await using var sink = await TestSink.StartAsync(context => WebhookFixture.Answer(Volatile.Read(ref isBack) ? 200 : 503)(context));
        await using var engine = await EngineFixture.StartAsync(
            null,
            [.. WebhookFixture.Settings, ("Webhooks:ConcurrencyPerEndpoint", "4"), ("Webhooks:Breaker:OpenSeconds", "1"), ("Webhooks:Breaker:OpenSecondsMax", "1")]);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        var events = await engine.CommitEventsAsync(tenant.Id, 200, onStream: true);
        await BreakerIsAsync(engine, "open");
        Assert.InRange(sink.Requests.Count, 10, 40);
        Volatile.Write(ref isBack, true);

        await Eventually.Async(
            async () => await CountAsync(engine, "SELECT COUNT(*) AS n FROM webhook_deliveries WHERE status = 'delivered'") == 200,
            () => $"Not everything is delivered after {sink.Requests.Count} requests");
        await BreakerIsAsync(engine, "closed");
        Assert.Subset(sink.Requests.Select(r => r.MessageOf()).ToHashSet(), events.Select(e => MessageId.Of(e.Id)).ToHashSet());
    }

    [Fact]
    public async Task A_receiver_that_trips_the_breaker_again_and_again_is_switched_off()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(500));
        await using var engine = await EngineFixture.StartAsync(
            null,
            [.. WebhookFixture.Settings, ("Webhooks:Breaker:OpenSeconds", "1"), ("Webhooks:Breaker:OpenSecondsMax", "1"), ("Webhooks:Breaker:TripsMax", "3")]);
        var (tenant, _) = await engine.SignUpAsync();
        await engine.RegisterAsync(tenant.Id, sink);

        await engine.CommitEventsAsync(tenant.Id, 100, onStream: true);

        await Eventually.Async(
            async () => (await engine.Webhooks().ListAsync(tenant.Id))[0] is { IsActive: false, DisabledReason: "repeated_failures" },
            () => "The endpoint stays active");
    }

    [Fact]
    public async Task Nothing_is_sent_after_an_endpoint_was_removed()
    {
        var release = new TaskCompletionSource();
        await using var sink = await TestSink.StartAsync(async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = 200;
        });
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();
        var (endpoint, _) = await engine.RegisterAsync(tenant.Id, sink);
        await engine.CommitEventsAsync(tenant.Id, 100, onStream: true);
        await sink.ReceivesAsync(1);

        Assert.True(await engine.Webhooks().DeleteAsync(tenant.Id, endpoint.Id));
        int sent = sink.Requests.Count;
        release.SetResult();
        await engine.CommitEventsAsync(tenant.Id, 10, onStream: true);
        await using var other = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await engine.RegisterAsync(tenant.Id, other);
        await engine.CommitEventsAsync(tenant.Id, 1, onStream: true);
        await other.ReceivesAsync(1);

        Assert.Equal(sent, sink.Requests.Count);
        Assert.Equal(0, await CountAsync(engine, $"SELECT COUNT(*) AS n FROM webhook_deliveries WHERE status = 'pending' AND endpoint_id = '{endpoint.Id}'"));
        Assert.False(await engine.Webhooks().DeleteAsync(tenant.Id, endpoint.Id));
        Assert.Null(await engine.Webhooks().AttemptsAsync(tenant.Id, endpoint.Id, 10, 0));
    }

    [Fact]
    public async Task A_tenant_without_endpoints_only_has_its_events_marked()
    {
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var (tenant, _) = await engine.SignUpAsync();

        await engine.CommitEventsAsync(tenant.Id, 300, onStream: true);

        await Eventually.Async(
            async () => await CountAsync(engine, "SELECT COUNT(*) AS n FROM events WHERE published = FALSE") == 0,
            () => "Events stay unpublished");
        Assert.Equal(0, await CountAsync(engine, "SELECT COUNT(*) AS n FROM webhook_deliveries"));
    }

    private static void CheckStandardSignature(TestSink.Received request, SigningSecret secret)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Headers["webhook-timestamp"]));
        Assert.Equal(secret.SignStandardWebhooks(request.MessageOf(), at, request.Body), request.Headers["webhook-signature"]);
    }

    private static Task LastStatusAsync(EngineFixture engine, WebhookEndpoint endpoint, int status) => Eventually.Async(
        async () => (await engine.Webhooks().ListAsync(endpoint.TenantId)).Any(e => e.Id == endpoint.Id && e.LastStatus == status && e.LastDeliveryAt is not null),
        () => $"The endpoint does not show {status}");

    private static Task BreakerIsAsync(EngineFixture engine, string phase) => Eventually.Async(
        async () => await engine.Store.FirstOrDefaultAsync(new SqlQuery("SELECT breaker FROM webhook_endpoints"), row => row.Text("breaker")) == phase,
        () => $"The breaker is not {phase}");

    private static ValueTask<string?> StatusOfOnlyDeliveryAsync(EngineFixture engine) =>
        engine.Store.FirstOrDefaultAsync(new SqlQuery("SELECT status FROM webhook_deliveries"), row => row.Text("status"));

    private static ValueTask<long> CountAsync(EngineFixture engine, string query) =>
        engine.Store.FirstOrDefaultAsync(new SqlQuery(query), row => row.Int64("n"));
}
