using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary><c>/webhooks</c>, and what arrives at a customer's server.</summary>
public sealed class WebhookTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] AllEvents = ["call.completed", "call.failed", "call.no_answer", "contact.created"];

    [Fact]
    public async Task A_registration_answers_201_with_secrets_that_are_never_shown_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var reply = await client.PostAsync("webhooks", new { url = receiver.Url, events = new[] { "call.completed", "call.failed" } });

        var webhook = reply.Data(201);
        Assert.Equal(["data", "secret", "standard_webhooks_secret"], reply.Body.Names());
        Assert.Equal(["id", "url", "events", "active", "created_at"], webhook.Names());
        Assert.Equal(receiver.Url, webhook.Str("url"));
        Assert.Equal(["call.completed", "call.failed"], webhook.GetProperty("events").EnumerateArray().Select(name => name.GetString()!));
        Assert.True(webhook.GetProperty("active").GetBoolean());
        var secret = reply.Text("secret");
        Assert.Equal(64, secret.Length);
        Assert.All(secret, digit => Assert.True(char.IsAsciiHexDigitLower(digit)));
        Assert.Equal("whsec_" + Convert.ToBase64String(Convert.FromHexString(secret)), reply.Text("standard_webhooks_secret"));

        var listed = await client.GetAsync("webhooks");
        Assert.Equal(
            ["id", "url", "events", "active", "created_at", "last_delivery_at", "last_status"], listed.Data().EnumerateArray().Single().Names());
        Assert.DoesNotContain(secret, listed.Content, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, listed.Data()[0].GetProperty("last_delivery_at").ValueKind);
    }

    [Theory]
    [InlineData("+12025550100", "call.completed", "completed")]
    [InlineData("+12025550101", "call.failed", "busy")]
    [InlineData("+12025550102", "call.no_answer", "no_answer")]
    [InlineData("+12025550103", "call.failed", "failed")]
    [InlineData("+12025550104", "call.completed", "completed")]
    public async Task The_end_of_a_call_arrives_with_both_signatures(string to, string name, string status)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var webhook = await RegisterAsync(client, receiver, AllEvents);
        var callId = await client.PlaceAsync(to, new { crm_lead_id = "L-7890" });

        var delivery = (await receiver.ExpectAsync(1))[0];

        Assert.Equal(name, delivery.Event);
        Assert.Equal("application/json", delivery.ContentType!.Split(';')[0]);
        delivery.AssertSigned(webhook.Text("secret"), webhook.Text("standard_webhooks_secret"));
        Assert.StartsWith("evt_", delivery.Body.Str("id"), StringComparison.Ordinal);
        delivery.Body.Instant("created_at");
        var call = await client.EndOfAsync(callId);
        Assert.Equal(callId, delivery.Data.Str("call_id"));
        Assert.Equal(status, delivery.Data.Str("status"));
        foreach (var field in new[] { "provider_call_id", "duration_sec", "recording_url", "to_e164", "metadata" })
            Assert.Equal(call.GetProperty(field).GetRawText(), delivery.Data.GetProperty(field).GetRawText());
        Assert.True(delivery.Data.Int("sequence") > 0);
    }

    [Fact]
    public async Task A_new_contact_arrives_once_and_its_changes_do_not()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var webhook = await RegisterAsync(client, receiver, AllEvents);
        var contact = (await client.PostAsync("contacts", new { phone_e164 = "+919812345678", name = "Riya", consent_capture = "manual", metadata = new { a = 1 } })).Data();
        (await client.PostAsync("contacts", new { phone_e164 = "+919812345678", name = "Riya Sharma" })).Data();
        // What happens later arrives later on a quiet machine; on any machine its arrival shows that the receiver is being served.
        await client.PlaceAsync("+12025550101");
        await receiver.ExpectAsync(1, delivery => delivery.Event == "call.failed");

        var created = await receiver.ExpectAsync(1, delivery => delivery.Event == "contact.created");

        var delivery = Assert.Single(created);
        delivery.AssertSigned(webhook.Text("secret"), webhook.Text("standard_webhooks_secret"));
        foreach (var field in contact.Names())
            Assert.Equal(contact.GetProperty(field).GetRawText(), delivery.Data.GetProperty(field).GetRawText());
    }

    [Fact]
    public async Task Only_the_events_asked_for_arrive()
    {
        await using var some = await WebhookReceiver.StartAsync();
        await using var all = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        await RegisterAsync(client, some, "call.failed");
        await RegisterAsync(client, all, AllEvents);

        await client.EndOfAsync(await client.PlaceAsync("+12025550102"));
        await all.ExpectAsync(1);
        await client.EndOfAsync(await client.PlaceAsync("+12025550101"));

        await some.ExpectAsync(1);
        await all.ExpectAsync(2);
        Assert.Equal("call.failed", Assert.Single(some.Deliveries).Event);
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_with_the_same_id_and_the_list_shows_the_last_attempt()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var webhook = await RegisterAsync(client, receiver, AllEvents);
        var failures = 2;
        receiver.Answer = _ => Interlocked.Decrement(ref failures) >= 0 ? 503 : 200;

        await client.PlaceAsync("+12025550101");
        var attempts = await receiver.ExpectAsync(3);

        Assert.Single(attempts.Select(attempt => attempt.Body.Str("id")).Distinct());
        Assert.Single(attempts.Select(attempt => attempt.Headers["webhook-id"]).Distinct());
        Assert.Single(attempts.Select(attempt => Convert.ToHexString(attempt.Raw)).Distinct());
        Assert.Equal(3, attempts.Select(attempt => attempt.Headers["x-cualify-delivery"]).Distinct().Count());
        Assert.All(attempts, attempt => attempt.AssertSigned(webhook.Text("secret"), webhook.Text("standard_webhooks_secret")));
        var listed = await Poll.UntilAsync(
            async () => (await client.GetAsync("webhooks")).Data()[0],
            row => row.GetProperty("last_status") is { ValueKind: JsonValueKind.Number } status && status.GetInt32() == 200,
            "the last status");
        Assert.InRange(listed.Instant("last_delivery_at"), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task Who_answers_410_is_not_active_any_more()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        await RegisterAsync(client, receiver, AllEvents);
        receiver.Answer = _ => 410;

        await client.PlaceAsync("+12025550101");

        var listed = await Poll.UntilAsync(
            async () => (await client.GetAsync("webhooks")).Data()[0], row => !row.GetProperty("active").GetBoolean(), "the end of the webhook");
        Assert.Equal(410, listed.Int("last_status"));
    }

    [Fact]
    public async Task A_removed_webhook_gets_nothing_more()
    {
        await using var removed = await WebhookReceiver.StartAsync();
        await using var kept = await WebhookReceiver.StartAsync();
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var id = (await RegisterAsync(client, removed, AllEvents)).Data(201).Str("id");
        await RegisterAsync(client, kept, AllEvents);
        await client.PlaceAsync("+12025550101");
        await removed.ExpectAsync(1);

        var deleted = (await client.DeleteAsync($"webhooks/{id}")).Data();
        await client.PlaceAsync("+12025550101");
        await kept.ExpectAsync(2);

        Assert.Equal(id, deleted.Str("id"));
        Assert.Single(removed.Deliveries);
        Assert.Single((await client.GetAsync("webhooks")).Data().EnumerateArray());
        (await client.DeleteAsync($"webhooks/{id}")).AssertRefused(404, "not_found");
    }

    [Fact]
    public async Task Nobody_sees_or_removes_another_organisations_webhooks()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var owner = await CualifyClient.SignUpAsync(fixture.Server);
        using var other = await CualifyClient.SignUpAsync(fixture.Server);
        var id = (await RegisterAsync(owner, receiver, AllEvents)).Data(201).Str("id");

        (await other.DeleteAsync($"webhooks/{id}")).AssertRefused(404, "not_found");
        Assert.Empty((await other.GetAsync("webhooks")).Data().EnumerateArray());
        await other.PlaceAsync("+12025550101");
        await owner.PlaceAsync("+12025550102");

        Assert.Equal("call.no_answer", (await receiver.ExpectAsync(1))[0].Event);
    }

    private static async Task<Reply> RegisterAsync(CualifyClient client, WebhookReceiver receiver, params string[] events)
    {
        var reply = await client.PostAsync("webhooks", new { url = receiver.Url, events });
        Assert.True(reply.Status == 201, reply.Content);
        return reply;
    }
}
