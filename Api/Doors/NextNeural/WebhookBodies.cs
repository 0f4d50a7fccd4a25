using System.Collections.Immutable;
using System.Text.Json;
using Switchboard.Api.Requests;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>A webhook to register.</summary>
/// <param name="Name">What you call it.</param>
/// <param name="Url">Where deliveries go: an https URL with a public address.</param>
/// <param name="Events">The events to deliver.</param>
/// <param name="Headers">Headers that each delivery bears, such as a token of your server's. They are kept encrypted and never shown again.</param>
public sealed record RegisterWebhookBody(
    string Name, string Url, ImmutableArray<string> Events, IReadOnlyDictionary<string, string>? Headers) : IRequestBody<RegisterWebhookBody>
{
    private const int NameMax = 200;
    private const int UrlMax = 2048;
    private const int EventsMax = 20;
    private const int HeadersBytesMax = 16 * 1024;

    /// <inheritdoc/>
    public static RegisterWebhookBody Read(RequestReader fields)
    {
        var (name, url) = (fields.Text("name", NameMax), fields.Text("url", UrlMax));
        var events = fields.OptionalTexts("events", EventsMax, max: 100);
        if (!fields.Has("events"))
            fields.Fail("events", "is required");
        return new RegisterWebhookBody(name, url, events ?? [], ReadHeaders(fields));
    }

    private static Dictionary<string, string>? ReadHeaders(RequestReader fields)
    {
        if (fields.OptionalObject("headers", HeadersBytesMax) is not { } json)
            return null;
        var headers = new Dictionary<string, string>();
        foreach (var header in JsonElement.Parse(json).EnumerateObject())
        {
            if (header.Value.ValueKind == JsonValueKind.String)
                headers[header.Name] = header.Value.GetString()!;
            else
                fields.Fail("headers", "must have texts as values");
        }

        return headers;
    }
}

/// <summary>A webhook that was just registered.</summary>
/// <param name="Uuid">The webhook's id.</param>
/// <param name="Name">What you call it.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The events delivered.</param>
/// <param name="Active">Whether anything is delivered.</param>
/// <param name="Secret">Verifies the header <c>webhook-signature</c> with any library of Standard Webhooks. Shown in this answer only.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record RegisteredWebhookResponse(
    string Uuid, string? Name, string Url, ImmutableArray<string> Events, bool Active, string Secret, DateTimeOffset CreatedAt)
{
    internal static RegisteredWebhookResponse Of(WebhookEndpoint endpoint, SigningSecret secret) => new(
        endpoint.Id, endpoint.Name, endpoint.Url, endpoint.Events, endpoint.IsActive, secret.ToStandardWebhooks(), endpoint.CreatedAt);
}

/// <summary>A webhook.</summary>
/// <param name="Uuid">The webhook's id.</param>
/// <param name="Name">What you call it; null for one that was registered without a name, at another door.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Events">The events delivered, by the names of the door that it was registered at.</param>
/// <param name="Active">Whether anything is delivered; false when the receiver answered 410 or failed for too long.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="LastTriggeredAt">When the last attempt was made; null when none was.</param>
/// <param name="LastStatus">The HTTP status of its answer; null when there was none.</param>
public sealed record WebhookBody(
    string Uuid,
    string? Name,
    string Url,
    ImmutableArray<string> Events,
    bool Active,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastTriggeredAt,
    int? LastStatus)
{
    internal static WebhookBody Of(WebhookEndpoint endpoint) => new(
        endpoint.Id, endpoint.Name, endpoint.Url, endpoint.Events, endpoint.IsActive, endpoint.CreatedAt, endpoint.LastDeliveryAt, endpoint.LastStatus);
}

/// <summary>All webhooks, the oldest first.</summary>
/// <param name="Webhooks">The webhooks.</param>
/// <param name="Total">How many there are.</param>
public sealed record WebhookListResponse(IReadOnlyList<WebhookBody> Webhooks, long Total);

/// <summary>A webhook is gone.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Deleted">True.</param>
public sealed record DeletedWebhookResponse(string Uuid, bool Deleted);

/// <summary>An attempt to deliver an event.</summary>
/// <param name="Uuid">The attempt's id.</param>
/// <param name="EventType">The event.</param>
/// <param name="ResponseStatus">The HTTP status of the answer; null when there was none.</param>
/// <param name="Success">Whether it was delivered: a status from 200 to 299.</param>
/// <param name="TriggeredAt">When it was made.</param>
/// <param name="Attempt">1 for the first attempt at this delivery, and so on.</param>
/// <param name="Error">Why there was no answer; null when there was one.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record WebhookLogBody(
    string Uuid, string EventType, int? ResponseStatus, bool Success, DateTimeOffset TriggeredAt, int Attempt, string? Error, long DurationMs)
{
    internal static WebhookLogBody Of(WebhookAttempt attempt) => new(
        attempt.Id, attempt.Name, attempt.StatusCode, attempt.IsSuccess, attempt.At, attempt.Number, attempt.Error, attempt.DurationMs);
}

/// <summary>A page of a webhook's attempts, the latest first.</summary>
/// <param name="Logs">The page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record WebhookLogsResponse(IEnumerable<WebhookLogBody> Logs, long Total);
