namespace Switchboard.Webhooks;

/// <summary>Makes the request of one attempt: the door's body and headers, the Standard Webhooks headers, the customer's own.</summary>
public sealed class RequestWriter(WebhookFormats formats)
{
    private const string UserAgent = "Switchboard-Webhooks/1";

    /// <summary>
    /// The request of an attempt. Its body and <c>webhook-id</c> are the same at every attempt; the signatures are of this one. With a trace context it tells the receiver
    /// of it, so that what the receiver does is part of the call's trace.
    /// </summary>
    internal WebhookRequest Write(EndpointSetup setup, DueDelivery delivery, string attemptId, DateTimeOffset now, string? traceParent = null)
    {
        var format = formats.Of(setup.Endpoint.Door);
        string name = delivery.Key.Name;
        string messageId = MessageId.Of(delivery.Event.Id, name, format.Translate(delivery.Event));
        byte[] body = format.Write(delivery.Event, name, messageId);
        List<KeyValuePair<string, string>> headers =
        [
            new("user-agent", UserAgent),
            new("webhook-id", messageId),
            new("webhook-timestamp", now.ToUnixTimeSeconds().ToString()),
            new("webhook-signature", setup.Secret.SignStandardWebhooks(messageId, now, body)),
            .. format.Headers(new AttemptContext(attemptId, now, name, body, setup.Secret)),
            .. setup.Headers,
        ];
        if (traceParent is not null)
            headers.Add(new("traceparent", traceParent));
        return new WebhookRequest(setup.Endpoint.Url, headers, body);
    }
}
