using System.Collections.Immutable;
using System.Text.Json;
using Switchboard.Deadlines;
using Switchboard.Secrets;
using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>The endpoints: plain rows. Secrets and static headers are sealed, each for its own place.</summary>
public sealed class EndpointRegister(IStore store, SecretBox secrets)
{
    private const string Columns =
        "id, tenant_id, door, name, url, events, active, disabled_reason, created_at, last_delivery_at, last_status";

    /// <summary>Adds an endpoint.</summary>
    public async Task AddAsync(WebhookEndpoint endpoint, SigningSecret secret, IReadOnlyDictionary<string, string> headers)
    {
        var set = new WriteSet().Insert(WebhookTables.Endpoints, new Row
        {
            ["id"] = endpoint.Id,
            ["tenant_id"] = endpoint.TenantId,
            ["door"] = endpoint.Door,
            ["name"] = endpoint.Name,
            ["url"] = endpoint.Url,
            ["events"] = JsonSerializer.Serialize(endpoint.Events, WebhookJson.Default.ImmutableArrayString),
            ["secret"] = secrets.Seal(PlaceOf(endpoint.Id, "secret"), secret.Bytes),
            ["headers"] = headers.Count == 0 ? null : secrets.Seal(PlaceOf(endpoint.Id, "headers"), StaticHeaders.Serialize(headers)),
            ["active"] = true,
            ["created_at"] = endpoint.CreatedAt,
            ["breaker"] = BreakerPhase.Closed.ToName(),
            ["breaker_trips"] = 0,
            [DeadlineColumns.DueShard] = DeadlineShards.Of(endpoint.Id),
        });
        if (await store.CommitAsync(set) is not CommitVerdict.Committed)
            throw new InvalidOperationException($"The id of endpoint {endpoint.Id} is in use.");
    }

    /// <summary>Removes an endpoint; false when there was none of that id.</summary>
    public async Task<bool> DeleteAsync(string id) =>
        await store.CommitAsync(new WriteSet().Delete(WebhookTables.Endpoints, new Row { ["id"] = id }, required: true)) is CommitVerdict.Committed;

    /// <summary>The tenant's endpoints, the oldest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="door">Only those registered at this door; null for all.</param>
    public ValueTask<IReadOnlyList<WebhookEndpoint>> ListAsync(string tenantId, string? door)
    {
        var query = new SqlQuery($"SELECT {Columns} FROM webhook_endpoints WHERE tenant_id = @tenant") { ["tenant"] = tenantId };
        if (door is not null)
            query.Append(" AND door = @door").With("door", door);
        return store.QueryAsync(query.Append(" ORDER BY id"), ReadEndpoint);
    }

    /// <summary>The tenant's endpoint with this id; null when it has none.</summary>
    public ValueTask<WebhookEndpoint?> FindAsync(string tenantId, string id) => store.FirstOrDefaultAsync(
        new SqlQuery($"SELECT {Columns} FROM webhook_endpoints WHERE id = @id AND tenant_id = @tenant") { ["id"] = id, ["tenant"] = tenantId },
        ReadEndpoint);

    /// <summary>
    /// Active endpoints that have had a delivery due since before an instant and are not merely waiting for their breaker: their grains have
    /// not been told, or forgot.
    /// </summary>
    public ValueTask<IReadOnlyList<string>> OverdueAsync(DateTimeOffset before, int limit) => store.QueryAsync(
        new SqlQuery("""
            SELECT e.id FROM webhook_endpoints e
            WHERE e.active = TRUE AND (e.breaker_until IS NULL OR e.breaker_until <= @before)
            AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.next_attempt_at <= @before)
            LIMIT @limit
            """)
        {
            ["before"] = before,
            ["limit"] = limit,
        },
        row => row.Text("id"));

    /// <summary>The tenant's endpoints that events are dispatched to.</summary>
    internal ValueTask<IReadOnlyList<DispatchTarget>> TargetsAsync(string tenantId) => store.QueryAsync(
        new SqlQuery("SELECT id, door, events FROM webhook_endpoints WHERE tenant_id = @tenant AND active = TRUE ORDER BY id") { ["tenant"] = tenantId },
        row => new DispatchTarget(row.Text("id"), row.Text("door"), [.. ReadNames(row.Text("events"))]));

    /// <summary>What the grain of an endpoint needs; null when it was removed or is not active.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Its secret was sealed with another master key.</exception>
    internal ValueTask<EndpointSetup?> LoadAsync(string id) => store.FirstOrDefaultAsync(
        new SqlQuery($"SELECT {Columns}, secret, headers, breaker, breaker_trips, breaker_until FROM webhook_endpoints WHERE id = @id AND active = TRUE")
        {
            ["id"] = id,
        },
        row => new EndpointSetup(ReadEndpoint(row), new SigningSecret(secrets.Open(PlaceOf(id, "secret"), row.Blob("secret"))), ReadHeaders(row), ReadBreaker(row)));

    /// <summary>Adds to a write what the grain knows of the endpoint; nothing is written when the endpoint was removed meanwhile.</summary>
    internal static void Save(WriteSet set, WebhookEndpoint endpoint, BreakerState breaker, DateTimeOffset? dueAt) =>
        set.Update(WebhookTables.Endpoints, RowOf(endpoint, breaker, dueAt));

    /// <summary>Adds to a write that the endpoint is switched off. No other write touches these columns, so none can switch it on again.</summary>
    internal static void Disable(WriteSet set, WebhookEndpoint endpoint, BreakerState breaker)
    {
        var row = RowOf(endpoint, breaker, dueAt: null);
        row["active"] = false;
        row["disabled_reason"] = endpoint.DisabledReason;
        set.Update(WebhookTables.Endpoints, row);
    }

    private static Row RowOf(WebhookEndpoint endpoint, BreakerState breaker, DateTimeOffset? dueAt) => new()
    {
        ["id"] = endpoint.Id,
        ["last_delivery_at"] = endpoint.LastDeliveryAt,
        ["last_status"] = endpoint.LastStatus,
        ["breaker"] = breaker.Phase.ToName(),
        ["breaker_trips"] = breaker.Trips,
        ["breaker_until"] = breaker.OpenUntil,
        [DeadlineColumns.DueAt] = dueAt,
    };

    private static WebhookEndpoint ReadEndpoint(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("door"),
        row.TextOrNull("name"),
        row.Text("url"),
        ReadNames(row.Text("events")),
        row.Boolean("active"),
        row.TextOrNull("disabled_reason"),
        row.Timestamp("created_at"),
        row.TimestampOrNull("last_delivery_at"),
        (int?)row.Int64OrNull("last_status"));

    private Dictionary<string, string> ReadHeaders(RowReader row) =>
        row.BlobOrNull("headers") is { } box ? StaticHeaders.Deserialize(secrets.Open(PlaceOf(row.Text("id"), "headers"), box)) : [];

    private static BreakerState ReadBreaker(RowReader row) => BreakerState.Initial with
    {
        Phase = BreakerPhaseExtensions.Parse(row.Text("breaker")),
        Trips = (int)row.Int64("breaker_trips"),
        OpenUntil = row.TimestampOrNull("breaker_until"),
    };

    private static ImmutableArray<string> ReadNames(string json) => JsonSerializer.Deserialize(json, WebhookJson.Default.ImmutableArrayString);

    private static string PlaceOf(string id, string column) => $"webhook_endpoints/{id}/{column}";
}
