using System.Net.Sockets;
using Orleans;

namespace Switchboard.Webhooks;

/// <summary>
/// What the doors offer of webhooks: registering, listing, removing, logs. Every method sees the endpoints of one tenant, and of one door
/// when it is given one.
/// </summary>
public sealed class WebhookService(
    EndpointRegister endpoints,
    DeliveryRegister deliveries,
    WebhookFormats formats,
    UrlPolicy policy,
    TargetResolver resolver,
    IGrainFactory grains,
    WebhookOptions options,
    TimeProvider time)
{
    private const int NameLengthMax = 200;

    /// <summary>How long a registration waits for name servers; what cannot be resolved in time is checked at each attempt all the same.</summary>
    private static readonly TimeSpan ResolveTime = TimeSpan.FromSeconds(2);

    /// <summary>Registers an endpoint. Events that happen after this has answered are delivered to it.</summary>
    public async Task<RegisterWebhookResult> RegisterAsync(RegisterWebhook command)
    {
        var verdict = policy.Check(command.Url);
        if (verdict.Url is null)
            return RegisterWebhookResult.Refused("url", verdict.Reason!);
        if (EventsRefusal(command) is { } events)
            return RegisterWebhookResult.Refused("events", events);
        if (StaticHeaders.RefusalOf(command.Headers) is { } headers)
            return RegisterWebhookResult.Refused("headers", headers);
        if (command.Name?.Length > NameLengthMax)
            return RegisterWebhookResult.Refused("name", $"name must not be longer than {NameLengthMax} characters");
        if (await ResolveAsync(verdict.Url) is { } address)
            return RegisterWebhookResult.Refused("url", address);
        if ((await endpoints.ListAsync(command.TenantId, door: null)).Count >= options.EndpointsPerTenantMax)
            return RegisterWebhookResult.Refused("url", $"there are {options.EndpointsPerTenantMax} webhooks already; remove one first");

        var secret = SigningSecret.Create();
        var endpoint = await AddAsync(command, secret);
        await Dispatcher(command.TenantId).EndpointsChanged();
        return new RegisterWebhookResult(endpoint, secret, null);
    }

    /// <summary>The tenant's endpoints, the oldest first.</summary>
    public async Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string tenantId, string? door = null) => await endpoints.ListAsync(tenantId, door);

    /// <summary>Removes an endpoint at once: nothing more is sent to it when this has answered. False when the tenant has none of that id.</summary>
    public async Task<bool> DeleteAsync(string tenantId, string id, string? door = null)
    {
        if (await FindAsync(tenantId, id, door) is null || !await endpoints.DeleteAsync(id))
            return false;
        await Dispatcher(tenantId).EndpointsChanged();
        await grains.GetGrain<IWebhookEndpointGrain>(id).Remove();
        return true;
    }

    /// <summary>A page of an endpoint's attempts, the latest first; null when the tenant has no endpoint of that id.</summary>
    public async Task<AttemptPage?> AttemptsAsync(string tenantId, string id, int limit, int offset, string? door = null) =>
        await FindAsync(tenantId, id, door) is null ? null : await deliveries.AttemptsAsync(id, limit, offset);

    private async Task<WebhookEndpoint?> FindAsync(string tenantId, string id, string? door) =>
        await endpoints.FindAsync(tenantId, id) is { } endpoint && (door is null || door == endpoint.Door) ? endpoint : null;

    private async Task<WebhookEndpoint> AddAsync(RegisterWebhook command, SigningSecret secret)
    {
        var now = time.GetUtcNow();
        var endpoint = new WebhookEndpoint(
            Guid.CreateVersion7(now).ToString(),
            command.TenantId,
            command.Door,
            command.Name,
            command.Url!,
            [.. command.Events.Distinct()],
            IsActive: true,
            DisabledReason: null,
            now,
            LastDeliveryAt: null,
            LastStatus: null);
        await endpoints.AddAsync(endpoint, secret, command.Headers);
        return endpoint;
    }

    private string? EventsRefusal(RegisterWebhook command)
    {
        var known = formats.Of(command.Door).Events;
        return command.Events.Count == 0 || command.Events.Any(name => !known.Contains(name))
            ? $"events must be one or more of {string.Join(", ", known)}"
            : null;
    }

    private async Task<string?> ResolveAsync(Uri url)
    {
        using var timeout = new CancellationTokenSource(ResolveTime, time);
        try
        {
            return (await resolver.ResolveAsync(url, timeout.Token)).Refusal;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // A receiver may be registered before its name is published.
            return null;
        }
    }

    private IWebhookDispatchGrain Dispatcher(string tenantId) => grains.GetGrain<IWebhookDispatchGrain>(tenantId);
}
