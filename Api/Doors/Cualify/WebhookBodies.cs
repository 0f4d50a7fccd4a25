using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>What <c>POST /webhooks</c> takes.</summary>
/// <param name="Url">Where deliveries go: an https URL with a public address.</param>
/// <param name="Events">The events to deliver, one or more of <c>call.completed</c>, <c>call.failed</c>, <c>call.no_answer</c> and <c>contact.created</c>.</param>
public sealed record RegisterWebhookBody(string Url, ImmutableArray<string> Events) : IRequestBody<RegisterWebhookBody>
{
    private const int UrlLengthMax = 2048;
    private const int EventsMax = 20;

    /// <inheritdoc/>
    public static RegisterWebhookBody Read(RequestReader fields) =>
        new(fields.Text("url", UrlLengthMax), fields.Texts("events", EventsMax, max: 100));
}

/// <summary>A webhook that was just registered.</summary>
/// <param name="Data">The webhook.</param>
/// <param name="Secret">64 hex digits; this text is the key of <c>x-cualify-signature</c>. Shown in this answer only.</param>
/// <param name="StandardWebhooksSecret">The same for libraries of Standard Webhooks, which verify <c>webhook-signature</c>.</param>
public sealed record RegisteredWebhook(NewWebhook Data, string Secret, string StandardWebhooksSecret);

/// <summary>A webhook without a history.</summary>
/// <param name="Id">The webhook's id.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The events delivered.</param>
/// <param name="Active">Whether anything is delivered.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record NewWebhook(string Id, string Url, ImmutableArray<string> Events, bool Active, DateTimeOffset CreatedAt)
{
    /// <summary>What the door shows of a new webhook.</summary>
    public static NewWebhook Of(WebhookEndpoint endpoint) =>
        new(endpoint.Id, endpoint.Url, endpoint.Events, endpoint.IsActive, endpoint.CreatedAt);
}

/// <summary>A webhook in the list.</summary>
/// <param name="Id">The webhook's id.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The events delivered.</param>
/// <param name="Active">Whether anything is delivered; false when the receiver answered 410 or failed for too long.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="LastDeliveryAt">When the last attempt was made; null when none was.</param>
/// <param name="LastStatus">The HTTP status of its answer; null when there was none.</param>
public sealed record ListedWebhook(
    string Id,
    string Url,
    ImmutableArray<string> Events,
    bool Active,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastDeliveryAt,
    int? LastStatus)
{
    /// <summary>What the door shows of a webhook.</summary>
    public static ListedWebhook Of(WebhookEndpoint endpoint) => new(
        endpoint.Id, endpoint.Url, endpoint.Events, endpoint.IsActive, endpoint.CreatedAt, endpoint.LastDeliveryAt, endpoint.LastStatus);
}

/// <summary>A webhook that was removed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Deleted">True.</param>
public sealed record RemovedWebhook(string Id, bool Deleted);
