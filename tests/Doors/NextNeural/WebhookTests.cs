using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary><c>/v1/webhooks</c> and their logs, with real deliveries.</summary>
public sealed class WebhookTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string HeaderSecret = "token-Zx81-never-in-clear";

    [Fact]
    public async Task A_webhook_is_registered_with_a_secret_that_is_shown_once_and_headers_that_are_never_shown()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);

        var registration = await RegisterAsync(client, receiver.Url, "call.ended", "call.started");
        var registered = registration.Ok(201);
        Assert.Equal(["uuid", "name", "url", "events", "active", "secret", "created_at"], registered.Names());
        Assert.Equal(("CRM", receiver.Url), (registered.Str("name"), registered.Str("url")));
        Assert.StartsWith("whsec_", registered.Str("secret"), StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(registered.Str("secret")!["whsec_".Length..]).Length);
        Assert.DoesNotContain(HeaderSecret, registration.Content, StringComparison.Ordinal);

        var list = await client.GetAsync("v1/webhooks");
        Assert.Equal(1, list.Ok().Int("total"));
        var listed = list.Body.GetProperty("webhooks")[0];
        Assert.Equal(["uuid", "name", "url", "events", "active", "created_at", "last_triggered_at", "last_status"], listed.Names());
        Assert.Equal(["call.ended", "call.started"], listed.GetProperty("events").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain(HeaderSecret, list.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", list.Content, StringComparison.Ordinal);
        await StoredTraces.AssertNoneAsync(fixture.Server, HeaderSecret);
    }

    [Fact]
    public async Task A_call_is_told_in_the_doors_words_with_the_static_headers_and_every_attempt_is_logged()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var failures = 2;
        receiver.Answer = _ => Interlocked.Decrement(ref failures) >= 0 ? 503 : 204;
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        var registered = (await RegisterAsync(client, receiver.Url, "call.ended")).Ok(201);
        var callId = await cualify.PlaceAsync("+12025550100");

        var deliveries = await receiver.ExpectAsync(3);
        Assert.All(deliveries, delivery =>
        {
            Assert.Equal(("call.ended", callId), (delivery.Event, delivery.Data.Str("call_uuid")));
            Assert.Equal(HeaderSecret, delivery.Headers["X-Api-Token"]);
            Assert.StartsWith("v1,", delivery.Headers["webhook-signature"], StringComparison.Ordinal);
        });
        Assert.Single(deliveries.Select(delivery => delivery.Headers["webhook-id"]).Distinct());

        var path = $"v1/webhooks/{registered.Str("uuid")}/logs";
        var logs = (await Poll.UntilAsync(() => client.GetAsync(path), look => look.Ok().Int("total") == 3, "three logged attempts")).Body.GetProperty("logs").EnumerateArray().ToList();
        Assert.All(logs, log => Assert.Equal(["uuid", "event_type", "response_status", "success", "triggered_at"], log.Names().Take(5)));
        Assert.Equal([204, 503, 503], logs.Select(log => log.Int("response_status")));
        Assert.Equal([true, false, false], logs.Select(log => log.GetProperty("success").GetBoolean()));
        Assert.Equal([3, 2, 1], logs.Select(log => log.Int("attempt")));
        Assert.All(logs, log => Assert.Equal("call.ended", log.Str("event_type")));
        Assert.Equal(logs.Select(log => log.Instant("triggered_at")).OrderDescending(), logs.Select(log => log.Instant("triggered_at")));

        var page = (await client.GetAsync($"{path}?limit=1&offset=1")).Ok();
        Assert.Equal((3, logs[1].GetRawText()), (page.Int("total"), page.GetProperty("logs")[0].GetRawText()));
        Assert.Equal(1, page.GetProperty("logs").GetArrayLength());
        (await client.GetAsync($"{path}?limit=0")).AssertDetail(400);
        (await client.GetAsync($"{path}?limit=101")).AssertDetail(400);
    }

    [Fact]
    public async Task A_receiver_that_cannot_be_reached_is_logged_without_a_status()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        string url;
        await using (var gone = await WebhookReceiver.StartAsync())
            url = gone.Url;
        var id = (await RegisterAsync(client, url, "call.ended")).Ok(201).Str("uuid");
        await cualify.PlaceAsync("+12025550101");

        var logs = await Poll.UntilAsync(() => client.GetAsync($"v1/webhooks/{id}/logs"), look => look.Ok().Int("total") > 0, "a logged attempt");
        var log = logs.Body.GetProperty("logs")[0];
        Assert.Equal(JsonValueKind.Null, log.GetProperty("response_status").ValueKind);
        Assert.False(log.GetProperty("success").GetBoolean());
        Assert.False(string.IsNullOrEmpty(log.Str("error")));
    }

    [Fact]
    public async Task A_deleted_webhook_gets_nothing_more_and_nobody_sees_anothers()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        var id = (await RegisterAsync(client, receiver.Url, "call.ended")).Ok(201).Str("uuid");

        (await other.DeleteAsync($"v1/webhooks/{id}")).AssertDetail(404, "Webhook not found");
        (await other.GetAsync($"v1/webhooks/{id}/logs")).AssertDetail(404, "Webhook not found");
        Assert.Equal(0, (await other.GetAsync("v1/webhooks")).Ok().Int("total"));

        var deleted = (await client.DeleteAsync($"v1/webhooks/{id}")).Ok();
        Assert.Equal((id, true), (deleted.Str("uuid"), deleted.GetProperty("deleted").GetBoolean()));
        (await client.DeleteAsync($"v1/webhooks/{id}")).AssertDetail(404, "Webhook not found");
        (await client.DeleteAsync("v1/webhooks/nothing")).AssertDetail(404, "Webhook not found");
        (await client.GetAsync($"v1/webhooks/{id}/logs")).AssertDetail(404, "Webhook not found");

        // A second one that is there shows when the event has been dispatched.
        await using var witness = await WebhookReceiver.StartAsync();
        (await RegisterAsync(client, witness.Url, "call.ended")).Ok(201);
        await cualify.PlaceAsync("+12025550101");
        await witness.ExpectAsync(1);
        Assert.Empty(receiver.Deliveries);
    }

    [Fact]
    public async Task What_is_wrong_is_400_and_registers_nothing()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        string[] events = ["call.ended"];
        const string url = "https://example.com/hook";

        foreach (var (wrong, field) in new (object, string)[]
                 {
                     (new { url, events }, "name"), (new { name = "x", events }, "url"), (new { name = "x", url }, "events"),
                     (new { name = "x", url = "ftp://example.com", events }, "url"), (new { name = "x", url = "https://user:pass@example.com/", events }, "url"),
                     (new { name = "x", url, events = Array.Empty<string>() }, "events"), (new { name = "x", url, events = new[] { "call.completed" } }, "events"),
                     (new { name = "x", url, events, headers = "a" }, "headers"), (new { name = "x", url, events, headers = new { a = 1 } }, "headers"),
                     (new { name = "x", url, events, headers = new Dictionary<string, string> { ["Host"] = "a" } }, "headers"),
                     (new { name = "x", url, events, headers = new Dictionary<string, string> { ["X-A"] = "a\r\nX-B: b" } }, "headers"),
                 })
        {
            Assert.StartsWith(field, (await client.PostAsync("v1/webhooks", wrong)).AssertDetail(400), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await client.GetAsync("v1/webhooks")).Ok().Int("total"));
    }

    private static Task<Reply> RegisterAsync(NextNeuralClient client, string url, params string[] events) => client.PostAsync(
        "v1/webhooks", new { name = "CRM", url, events, headers = new Dictionary<string, string> { ["X-Api-Token"] = HeaderSecret } });
}
