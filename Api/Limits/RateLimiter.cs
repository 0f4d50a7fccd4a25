using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orleans;
using Orleans.Runtime;
using Switchboard.Api.Auth;
using Switchboard.Api.Doors;
using Switchboard.Limits;

namespace Switchboard.Api.Limits;

/// <summary>Asks the grain of a window for a place, so that a limit holds over all nodes.</summary>
public sealed partial class RateLimiter(IGrainFactory grains, RateLimitOptions options, TimeProvider time, ILogger<RateLimiter> logger)
{
    /// <summary>A window answers at once, unless its node has just been lost; so long that a node which is only busy does not open the gate.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    private readonly bool _isEnabled = options.IsEnabled;

    /// <summary>
    /// Takes a place for a request in the window of its route, or of its door; answers a refusal when there is none. A window that cannot be asked lets the request pass:
    /// a limit protects the service, and must not take it away while a node is missing.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who makes it; null on a route that is open to everybody, which has no limit unless it says so.</param>
    public async ValueTask<Refusal?> CheckAsync(HttpContext context, Caller? caller)
    {
        if (context.GetDoor() is not { } door || (context.GetEndpoint()?.Metadata.GetMetadata<RateLimit>() ?? door.Limit) is not { } limit)
            return null;
        if (!_isEnabled || WhomOf(limit, context, caller) is not { } whom)
            return null;
        if (await AskAsync($"{door.Name}:{limit.Name}:{whom}", limit) is not { } decision)
            return null;
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = limit.Requests.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        if (decision.Allowed)
            return null;
        LimitMetrics.Refused(door.Name, limit.Name);
        return new Refusal(RefusalKind.TooManyRequests, $"Rate limit exceeded: {limit}") { RetryAfter = decision.RetryAfter };
    }

    private async ValueTask<RateDecision?> AskAsync(string name, RateLimit limit)
    {
        try
        {
            return await Window(name).Take(limit.Requests, limit.Window).WaitAsync(AnswerMax, time);
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            LogNotAsked(e, limit.Name);
            return null;
        }
    }

    /// <summary>Takes a place in a window that belongs to no route; answers how long until there is one when there is none.</summary>
    /// <param name="name">Names the window.</param>
    /// <param name="requests">Places in it.</param>
    /// <param name="window">Its length.</param>
    public async ValueTask<TimeSpan?> TakeAsync(string name, int requests, TimeSpan window)
    {
        if (!_isEnabled)
            return null;
        var decision = await Window(name).Take(requests, window);
        return decision.Allowed ? null : decision.RetryAfter;
    }

    /// <summary>Frees a place taken by <see cref="TakeAsync"/>.</summary>
    public Task GiveBackAsync(string name) => _isEnabled ? Window(name).GiveBack() : Task.CompletedTask;

    private static string? WhomOf(RateLimit limit, HttpContext context, Caller? caller) => limit.Per switch
    {
        RateLimitScope.Address => AddressOf(context.Connection.RemoteIpAddress),
        RateLimitScope.Tenant => caller?.TenantId,
        _ => caller?.Id,
    };

    // Who has one address of version 6 has the 64 bits behind its network too.
    private static string AddressOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPNetwork(new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]), 64)}"
            : address.ToString();
    }

    private IRateLimitGrain Window(string name) => grains.GetGrain<IRateLimitGrain>(name);

    [LoggerMessage(LogLevel.Warning, "The limit {Limit} could not be asked; the request passes")]
    private partial void LogNotAsked(Exception error, string limit);
}
