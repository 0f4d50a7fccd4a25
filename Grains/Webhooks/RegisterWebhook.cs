namespace Switchboard.Webhooks;

/// <summary>Asks for a new endpoint.</summary>
/// <param name="TenantId">Whose it will be.</param>
/// <param name="Door">The door it is registered at.</param>
/// <param name="Name">What the customer calls it; null for nothing.</param>
/// <param name="Url">Where deliveries shall go.</param>
/// <param name="Events">The door's names of the events it shall get.</param>
/// <param name="Headers">Static headers for each delivery.</param>
public sealed record RegisterWebhook(
    string TenantId, string Door, string? Name, string? Url, IReadOnlyList<string> Events, IReadOnlyDictionary<string, string> Headers);

/// <summary>A new endpoint with its secret, or the reason why there is none.</summary>
/// <param name="Endpoint">The endpoint; null when refused.</param>
/// <param name="Secret">Its secret, to be shown this once; null when refused.</param>
/// <param name="Refusal">Why not; null when registered.</param>
public sealed record RegisterWebhookResult(WebhookEndpoint? Endpoint, SigningSecret? Secret, WebhookRefusal? Refusal)
{
    /// <summary>A refusal.</summary>
    public static RegisterWebhookResult Refused(string field, string reason) => new(null, null, new WebhookRefusal(field, reason));
}

/// <summary>Why an endpoint was not registered.</summary>
/// <param name="Field">The field at fault: <c>url</c>, <c>events</c>, <c>headers</c> or <c>name</c>.</param>
/// <param name="Reason">A sentence for the customer, without a full stop.</param>
public sealed record WebhookRefusal(string Field, string Reason);
