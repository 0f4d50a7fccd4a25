using System.Collections.Immutable;

namespace Switchboard.Webhooks;

/// <summary>A customer's endpoint as lists show it: never with its secret or its headers.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Door">The door it was registered at, whose format its deliveries have.</param>
/// <param name="Name">What the customer calls it, if anything.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The door's names of the events it gets.</param>
/// <param name="IsActive">Whether anything is sent to it.</param>
/// <param name="DisabledReason">Why not: one of <see cref="DisabledReasons"/>; null while it is active.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="LastDeliveryAt">When the last attempt was made; null when none was.</param>
/// <param name="LastStatus">Its HTTP status; null when there was no answer.</param>
public sealed record WebhookEndpoint(
    string Id,
    string TenantId,
    string Door,
    string? Name,
    string Url,
    ImmutableArray<string> Events,
    bool IsActive,
    string? DisabledReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastDeliveryAt,
    int? LastStatus);

/// <summary>Why an endpoint was switched off.</summary>
public static class DisabledReasons
{
    /// <summary>It answered 410.</summary>
    public const string Gone = "gone";

    /// <summary>Its breaker tripped too many times in a row.</summary>
    public const string RepeatedFailures = "repeated_failures";
}

/// <summary>What its grain needs to send to an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Secret">Signs its deliveries.</param>
/// <param name="Headers">Its static headers.</param>
/// <param name="Breaker">The breaker as last stored.</param>
internal sealed record EndpointSetup(
    WebhookEndpoint Endpoint, SigningSecret Secret, IReadOnlyDictionary<string, string> Headers, BreakerState Breaker);

/// <summary>An endpoint as the dispatcher sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Door">The door whose format it speaks.</param>
/// <param name="Events">The events it asked for.</param>
internal sealed record DispatchTarget(string Id, string Door, ImmutableHashSet<string> Events);
