using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>The warm transfer flow at the end of the document, from start to finish, and what happens when the queue is empty.</summary>
public sealed class WarmTransferTests(SlowServer fixture) : IClassFixture<SlowServer>
{
    [Fact]
    public async Task A_live_call_is_bridged_to_an_agent_who_is_free()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await RegisterAsync(client, receiver);
        (await client.PostAsync("api/voice/calls/agent-availability", new { queue = "sales", agent = "Maria", phone = "+12025550143", available = true })).Ok();
        var id = await SlowServer.PlaceAsync(client, "+12025550108");

        // 3b. webhook: call.started
        var started = Assert.Single(await receiver.ExpectAsync(1, delivery => delivery.Event == "call.started"));
        Assert.Equal(id, started.Data.Str("call_uuid"));

        // 4b. GET /api/voice/calls/agent-availability
        Assert.Equal(1, (await client.GetAsync("api/voice/calls/agent-availability?queue=sales")).Ok().Int("available"));

        // 5b. POST /api/voice/calls/{id}/transfer
        (await client.PostAsync($"api/voice/calls/{id}/transfer", new { queue = "sales" })).Ok();
        var transferred = Assert.Single(await receiver.ExpectAsync(1, delivery => delivery.Event == "call.transferred"));
        Assert.Equal(
            (id, "in-progress", "+12025550143", "sales", "Maria"),
            (transferred.Data.Str("call_uuid"), transferred.Data.Str("status"), transferred.Data.Str("target"), transferred.Data.Str("queue"), transferred.Data.Str("agent")));

        var ended = Assert.Single(await receiver.ExpectAsync(1, delivery => delivery.Event == "call.ended"));
        Assert.Equal(("completed", "connected"), (ended.Data.Str("status"), ended.Data.Str("outcome")));
        Assert.Contains("human_agent", ended.Data.GetProperty("transcript").EnumerateArray().Select(line => line.Str("speaker")));
        Assert.True(started.Data.Int("sequence") < transferred.Data.Int("sequence") && transferred.Data.Int("sequence") < ended.Data.Int("sequence"));
        Assert.Equal(1, (await client.GetAsync("api/voice/calls/agent-availability")).Ok().Int("available"));
    }

    [Fact]
    public async Task A_live_call_falls_back_to_a_promised_call_when_the_queue_is_empty()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await RegisterAsync(client, receiver);
        var id = await SlowServer.PlaceAsync(client, "+12025550108");
        await receiver.ExpectAsync(1, delivery => delivery.Event == "call.started");
        await SlowServer.WaitForRequestAsync(client, id);

        Assert.Equal(0, (await client.GetAsync("api/voice/calls/agent-availability?queue=sales")).Ok().Int("available"));
        (await client.PostAsync($"api/voice/calls/{id}/transfer", new { queue = "sales" })).AssertDetail(503, "No agents available in target queue");

        var ended = Assert.Single(await receiver.ExpectAsync(1, delivery => delivery.Event == "call.ended"));
        Assert.Equal(("completed", "connected"), (ended.Data.Str("status"), ended.Data.Str("outcome")));
        Assert.Contains("call back", ended.Data.Str("summary"), StringComparison.Ordinal);
        var call = await SlowServer.EndOfAsync(client, id);
        Assert.Equal(("callback_requested", "callback_promised"), (call.Str("llm_extracted_intent"), call.Str("llm_outcome")));
        Assert.DoesNotContain(receiver.Deliveries, delivery => delivery.Event == "call.transferred");
    }

    private static async Task RegisterAsync(NextNeuralClient client, WebhookReceiver receiver)
    {
        var registered = await client.PostAsync("v1/webhooks", new { name = "Workflow", url = receiver.Url, events = new[] { "call.started", "call.transferred", "call.ended" } });
        Assert.True(registered.Status is 200 or 201, registered.Content);
    }
}
