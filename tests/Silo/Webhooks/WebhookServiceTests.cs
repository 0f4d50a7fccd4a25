using Switchboard.Storage;
using Switchboard.Tests.Grains.Webhooks;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Silo.Webhooks;

/// <summary>What the doors ask for: registering, listing, removing, logs.</summary>
public sealed class WebhookServiceTests
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    [Theory]
    [InlineData("http://example.com/hook", "call.completed", "url")]
    [InlineData("https://127.0.0.1/hook", "call.completed", "url")]
    [InlineData("https://localhost/hook", "call.completed", "url")]
    [InlineData("", "call.completed", "url")]
    [InlineData("https://hooks.invalid/hook", "call.ended", "events")]
    [InlineData("https://hooks.invalid/hook", "", "events")]
    public async Task What_cannot_be_registered_is_refused_with_its_field(string url, string events, string field)
    {
        await using var engine = await EngineFixture.StartAsync();

        var result = await engine.Webhooks().RegisterAsync(
            new RegisterWebhook("tenant-1", "cualify", null, url, events.Split(',', StringSplitOptions.RemoveEmptyEntries), NoHeaders));

        Assert.Equal(field, result.Refusal!.Field);
        Assert.StartsWith(field, result.Refusal.Reason, StringComparison.Ordinal);
        Assert.Null(result.Secret);
        Assert.Empty(await engine.Webhooks().ListAsync("tenant-1"));
    }

    [Fact]
    public async Task Endpoints_are_seen_by_their_tenant_and_door_only()
    {
        await using var engine = await EngineFixture.StartAsync();
        var webhooks = engine.Webhooks();
        var cualify = (await webhooks.RegisterAsync(New("tenant-1", "cualify", "call.completed", "call.completed"))).Endpoint!;
        var nextNeural = (await webhooks.RegisterAsync(New("tenant-1", "nextneural", "call.ended"))).Endpoint!;

        Assert.Equal([cualify.Id, nextNeural.Id], (await webhooks.ListAsync("tenant-1")).Select(e => e.Id));
        Assert.Equal("call.completed", Assert.Single(Assert.Single(await webhooks.ListAsync("tenant-1", "cualify")).Events));
        Assert.Empty(await webhooks.ListAsync("tenant-2"));
        Assert.False(await webhooks.DeleteAsync("tenant-2", cualify.Id));
        Assert.False(await webhooks.DeleteAsync("tenant-1", cualify.Id, "nextneural"));
        Assert.Null(await webhooks.AttemptsAsync("tenant-2", cualify.Id, 10, 0));
        Assert.Null(await webhooks.AttemptsAsync("tenant-1", cualify.Id, 10, 0, "nextneural"));
        Assert.Empty((await webhooks.AttemptsAsync("tenant-1", cualify.Id, 10, 0, "cualify"))!.Attempts);
        Assert.True(await webhooks.DeleteAsync("tenant-1", cualify.Id, "cualify"));
        Assert.Equal([nextNeural.Id], (await webhooks.ListAsync("tenant-1")).Select(e => e.Id));
    }

    [Fact]
    public async Task There_is_a_limit_to_a_tenants_endpoints()
    {
        await using var engine = await EngineFixture.StartAsync(null, ("Webhooks:EndpointsPerTenantMax", "2"));
        for (int i = 0; i < 2; i++)
            Assert.NotNull((await engine.Webhooks().RegisterAsync(New("tenant-1", "cualify", "call.completed"))).Endpoint);

        Assert.NotNull((await engine.Webhooks().RegisterAsync(New("tenant-1", "cualify", "call.completed"))).Refusal);
        Assert.NotNull((await engine.Webhooks().RegisterAsync(New("tenant-2", "cualify", "call.completed"))).Endpoint);
    }

    [Fact]
    public async Task Secrets_and_headers_are_sealed_at_rest_and_used_in_deliveries()
    {
        await using var sink = await TestSink.StartAsync(WebhookFixture.Answer(200));
        await using var engine = await EngineFixture.StartAsync(null, WebhookFixture.Settings);
        var result = await engine.Webhooks().RegisterAsync(New("tenant-1", "nextneural", "call.ended") with
        {
            Url = sink.Url + "hook", Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer customer-token" },
        });

        await engine.CommitEventsAsync("tenant-1", 1, onStream: true);
        await sink.ReceivesAsync(1);

        Assert.Equal("Bearer customer-token", sink.Requests[0].Headers["authorization"]);
        var stored = await engine.Store.FirstOrDefaultAsync(
            new SqlQuery("SELECT secret, headers FROM webhook_endpoints"), row => row.Blob("secret").Concat(row.Blob("headers")).ToArray());
        Assert.Equal(-1, stored.AsSpan().IndexOf("customer-token"u8));
        Assert.Equal(-1, stored.AsSpan().IndexOf(result.Secret!.Bytes));
    }

    private static RegisterWebhook New(string tenantId, string door, params string[] events) =>
        new(tenantId, door, "Name", "https://hooks.invalid/hook", events, NoHeaders);
}
