using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>What <c>POST /core/webhook</c> takes.</summary>
/// <param name="Url">Where deliveries go: an https URL with a public address.</param>
/// <param name="Events">The events to deliver: <c>call.started</c>, <c>call.completed</c>, <c>recording.ready</c>, or the older names <c>call.connected</c> and <c>call.ended</c>.</param>
public sealed record RegisterWebhookBody(string Url, ImmutableArray<string> Events) : IRequestBody<RegisterWebhookBody>
{
    private const int UrlLengthMax = 2048;
    private const int EventsMax = 20;

    /// <inheritdoc/>
    public static RegisterWebhookBody Read(RequestReader fields) =>
        new(fields.Text("url", UrlLengthMax), fields.Texts("events", EventsMax, max: 100));
}

/// <summary>A webhook that was just registered.</summary>
/// <param name="WebhookId">Its id, <c>wh_</c> and 32 hex digits.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The events delivered.</param>
/// <param name="Active">Whether anything is delivered.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Secret">Verifies deliveries, as Standard Webhooks prints it: <c>whsec_</c> and base64. In this answer only.</param>
public sealed record RegisteredWebhook(
    string WebhookId, string Url, ImmutableArray<string> Events, bool Active, DateTimeOffset CreatedAt, string Secret)
{
    /// <summary>What the door shows of a new webhook.</summary>
    public static RegisteredWebhook Of(WebhookEndpoint endpoint, SigningSecret secret) => new(
        WebhookBody.IdOf(endpoint), endpoint.Url, endpoint.Events, endpoint.IsActive, endpoint.CreatedAt, secret.ToStandardWebhooks());
}

/// <summary>A webhook.</summary>
/// <param name="WebhookId">Its id, <c>wh_</c> and 32 hex digits.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The events delivered, in the words of the door that it was registered at.</param>
/// <param name="Active">Whether anything is delivered; false when the receiver answered 410 or failed for too long.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="LastDeliveryAt">When the last attempt was made; null when none was.</param>
/// <param name="LastStatus">The HTTP status of its answer; null when there was none.</param>
public sealed record WebhookBody(
    string WebhookId,
    string Url,
    ImmutableArray<string> Events,
    bool Active,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastDeliveryAt,
    int? LastStatus)
{
    /// <summary>What an id begins with.</summary>
    internal const string IdPrefix = "wh_";

    /// <summary>What the door shows of a webhook.</summary>
    public static WebhookBody Of(WebhookEndpoint endpoint) => new(
        IdOf(endpoint), endpoint.Url, endpoint.Events, endpoint.IsActive, endpoint.CreatedAt, endpoint.LastDeliveryAt, endpoint.LastStatus);

    internal static string IdOf(WebhookEndpoint endpoint) => FieldRules.PrintId(IdPrefix, endpoint.Id);
}

/// <summary>A webhook that was removed.</summary>
/// <param name="WebhookId">Its id.</param>
/// <param name="Deleted">True.</param>
public sealed record RemovedWebhook(string WebhookId, bool Deleted);
