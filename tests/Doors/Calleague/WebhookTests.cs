using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>Webhooks of this door: registering, listing, removing, and what arrives at a customer's server.</summary>
public sealed class WebhookTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] AllEvents = ["call.started", "call.completed", "recording.ready"];

    [Fact]
    public async Task A_registration_is_answered_with_200_and_its_secret_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);

        var webhook = (await RegisterAsync(client, receiver, AllEvents)).Body;

        Assert.Equal(["webhookId", "url", "events", "active", "createdAt", "secret"], webhook.Names());
        Assert.Matches("^wh_[0-9a-f]{32}$", webhook.Str("webhookId"));
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", webhook.Str("secret"));
        foreach (var path in new[] { "webhook", "webhook/list" })
        {
            var reply = await client.GetAsync(path);
            var listed = Assert.Single(reply.List(total: 1));
            Assert.Equal((webhook.Str("webhookId"), receiver.Url), (listed.Str("webhookId"), listed.Str("url")));
            Assert.Equal(AllEvents, listed.GetProperty("events").EnumerateArray().Select(name => name.GetString()!));
            Assert.DoesNotContain(webhook.Str("secret")!, reply.Content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_is_told_from_its_answer_to_its_recording_signed_and_without_the_key()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var secret = (await RegisterAsync(client, receiver, AllEvents)).Text("secret");
        var callId = await client.StartAsync("+12025550112", new { orderId = "A-1042" });
        var call = await client.EndOfAsync(callId);

        var deliveries = await receiver.ExpectAsync(3);

        Assert.Equal(AllEvents.Order(), deliveries.Select(delivery => delivery.Event).Order());
        Assert.All(deliveries, delivery =>
        {
            delivery.AssertSigned(secret);
            Assert.False(delivery.Headers.ContainsKey("Authorization"));
            Assert.DoesNotContain(client.Http.Bearer!, System.Text.Encoding.UTF8.GetString(delivery.Raw), StringComparison.Ordinal);
            Assert.Equal(callId, delivery.Data.Str("callId"));
            Assert.Equal("A-1042", delivery.Data.GetProperty("metadata").Str("orderId"));
        });
        var ended = deliveries.Single(delivery => delivery.Event == "call.completed").Data;
        foreach (var field in new[] { "status", "durationSec", "endedAt", "direction", "endedReason" })
            Assert.Equal(call.GetProperty(field).GetRawText(), ended.GetProperty(field).GetRawText());
        Assert.Equal(CalleagueClient.AgentId, ended.Str("assistantId"));
    }

    [Fact]
    public async Task A_removed_webhook_gets_nothing_more()
    {
        await using var removed = await WebhookReceiver.StartAsync();
        await using var kept = await WebhookReceiver.StartAsync();
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var id = (await RegisterAsync(client, removed, "call.completed")).Text("webhookId");
        await RegisterAsync(client, kept, "call.completed");
        await client.StartAsync("+12025550101");
        await removed.ExpectAsync(1);

        var deleted = await client.DeleteAsync($"webhook/{id}");
        await client.StartAsync("+12025550101");
        await kept.ExpectAsync(2);

        Assert.Equal((200, id), (deleted.Status, deleted.Text("webhookId")));
        Assert.Single(removed.Deliveries);
        Assert.Single((await client.GetAsync("webhook/list")).List(total: 1));
        (await client.DeleteAsync($"webhook/{id}")).AssertCode(404);
    }

    [Fact]
    public async Task Nobody_sees_or_removes_another_workspaces_webhooks()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var owner = await CalleagueClient.SignUpAsync(fixture.Server);
        using var other = await CalleagueClient.SignUpAsync(fixture.Server);
        var id = (await RegisterAsync(owner, receiver, "call.completed")).Text("webhookId");

        (await other.DeleteAsync($"webhook/{id}")).AssertCode(404);
        Assert.Empty((await other.GetAsync("webhook/list")).List(total: 0));
        Assert.Single((await owner.GetAsync("webhook/list")).List(total: 1));
    }

    private static async Task<Reply> RegisterAsync(CalleagueClient client, WebhookReceiver receiver, params string[] events)
    {
        var reply = await client.PostAsync("webhook", new { url = receiver.Url, events });
        Assert.True(reply.Status == 200, reply.Content);
        return reply;
    }
}
