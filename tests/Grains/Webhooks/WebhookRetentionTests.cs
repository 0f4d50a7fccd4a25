using Switchboard.Events;
using Switchboard.Secrets;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Carriers;
using Switchboard.Tests.Grains.Support;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class WebhookRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Old = Now.AddDays(-31);
    private static readonly DateTimeOffset VeryOld = Now.AddDays(-366);

    [Fact]
    public async Task What_has_had_its_time_is_deleted_and_what_still_waits_is_not()
    {
        await using var store = await OpenAsync();
        string endpoint = await AddEndpointAsync(store);
        await AddAsync(store, Old, endpoint, "delivered", attempts: 1);
        await AddAsync(store, Old, endpoint, "failed", attempts: 1);
        string waiting = await AddAsync(store, Old, endpoint, "pending", attempts: 1);
        await AddAsync(store, Old, "a removed endpoint", "pending");
        string recent = await AddAsync(store, Now.AddDays(-29), endpoint, "delivered", attempts: 1);

        Assert.False(await New(store).SweepAsync());

        Assert.Equal([waiting, recent], await IdsAsync(store, "SELECT event_id AS id FROM webhook_deliveries ORDER BY event_id"));
        Assert.Single(await IdsAsync(store, "SELECT id FROM webhook_attempts"));
        Assert.Equal(5, (await IdsAsync(store, "SELECT id FROM events")).Count);
    }

    [Fact]
    public async Task Events_stay_longer_and_as_long_as_a_delivery_needs_them()
    {
        await using var store = await OpenAsync();
        string endpoint = await AddEndpointAsync(store);
        await AddAsync(store, VeryOld, endpoint, "delivered");
        string needed = await AddAsync(store, VeryOld, endpoint, "pending");
        string unpublished = await AddAsync(store, VeryOld, endpoint, status: null);

        Assert.False(await New(store).SweepAsync());

        Assert.Equal(new[] { needed, unpublished }.Order(), (await IdsAsync(store, "SELECT id FROM events")).Order());
    }

    [Fact]
    public async Task A_sweep_is_bounded_and_says_when_more_is_left()
    {
        await using var store = await OpenAsync();
        string endpoint = await AddEndpointAsync(store);
        for (int i = 0; i < 700; i++)
            await AddAsync(store, Old.AddSeconds(-i), endpoint, "delivered");

        Assert.True(await New(store).SweepAsync());
        Assert.Equal(200, (await IdsAsync(store, "SELECT event_id AS id FROM webhook_deliveries")).Count);
        Assert.False(await New(store).SweepAsync());
        Assert.Empty(await IdsAsync(store, "SELECT event_id AS id FROM webhook_deliveries"));
    }

    private static WebhookRetention New(TestStore store) => new(store.Store, new WebhookOptions(), new ManualTime(Now));

    private static Task<TestStore> OpenAsync() => TestStore.OpenAsync([EventTables.Events, .. WebhookTables.All]);

    private static async Task<string> AddEndpointAsync(TestStore store)
    {
        var register = new EndpointRegister(store.Store, new SecretBox(new byte[32], isConfigured: true));
        var endpoint = new WebhookEndpoint(
            Guid.NewGuid().ToString(), "tenant-1", "cualify", null, "https://example.com", ["call.completed"], true, null, Now, null, null);
        await register.AddAsync(endpoint, SigningSecret.Create(), new Dictionary<string, string>());
        return endpoint.Id;
    }

    private static async Task<string> AddAsync(TestStore store, DateTimeOffset at, string endpointId, string? status, int attempts = 0)
    {
        string eventId = Guid.CreateVersion7(at).ToString();
        var set = new WriteSet();
        EventLog.Append(set, new EngineEvent(eventId, "tenant-1", EventTypes.CallCompleted, "call-1", 1, at, "{}"), publish: status is null);
        if (status is not null)
        {
            set.Insert(WebhookTables.Deliveries, new Row
            {
                ["event_id"] = eventId, ["endpoint_id"] = endpointId, ["name"] = "call.completed", ["status"] = status,
                ["attempts"] = attempts, ["next_attempt_at"] = at, ["created_at"] = at,
            });
        }

        for (int number = 1; number <= attempts; number++)
        {
            set.Insert(WebhookTables.Attempts, new Row
            {
                ["id"] = Guid.CreateVersion7(at).ToString(), ["endpoint_id"] = endpointId, ["event_id"] = eventId, ["name"] = "call.completed",
                ["number"] = number, ["at"] = at, ["duration_ms"] = 1,
            });
        }

        await store.Store.CommitAsync(set);
        return eventId;
    }

    private static ValueTask<IReadOnlyList<string>> IdsAsync(TestStore store, string query) =>
        store.Store.QueryAsync(new SqlQuery(query), row => row.Text("id"));
}
